import type {Server} from "node:http";
import type {Socket} from "node:net";

const STATUS: Readonly<Record<string, [status: string, error: string]>> = {
  HPE_HEADER_OVERFLOW: ["431 Request Header Fields Too Large", "the address and headers are longer than 16 KB"],
  HPE_CHUNK_EXTENSIONS_OVERFLOW: ["413 Payload Too Large", "the chunks' extensions are too long"],
  ERR_HTTP_REQUEST_TIMEOUT: ["408 Request Timeout", "the request did not come in time"],
};

/** Answers what is no request with Node's statuses, and with a reason in JSON, as routes do. */
export function answerBadRequests(server: Server): void {
  server.on("clientError", (error: NodeJS.ErrnoException, socket: Socket) => {
    if (error.code === "ECONNRESET" || !socket.writable) return void socket.destroy();
    const [status, reason] = STATUS[error.code ?? ""] ?? ["400 Bad Request", "this is no HTTP request"];
    const body = JSON.stringify({error: reason});
    const head = `Content-Type: application/json\r\nContent-Length: ${body.length}\r\nConnection: close`;
    socket.end(`HTTP/1.1 ${status}\r\n${head}\r\n\r\n${body}`);
  });
}
