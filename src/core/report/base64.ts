/** A file as text of a page: gzip in base64. */
export interface PackedFile {
  path: string;
  base64: string;
}

/** Bytes as base64. */
export function base64Of(bytes: Uint8Array): string {
  let text = "";
  // a call takes a limited number of arguments
  for (let i = 0; i < bytes.length; i += 0x8000) text += String.fromCharCode(...bytes.subarray(i, i + 0x8000));
  return btoa(text);
}

/** The bytes of base64. */
export function bytesOfBase64(base64: string): Uint8Array {
  const text = atob(base64);
  const bytes = new Uint8Array(text.length);
  for (let i = 0; i < text.length; i++) bytes[i] = text.charCodeAt(i);
  return bytes;
}
