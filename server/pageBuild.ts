import {type BuildOptions, buildPages} from "./buildPages.js";
import type {Config} from "./config.js";
import {oneLine} from "./userError.js";

/** Why the pages of dist cannot be shown yet. */
export interface BuildStatus {
  /** the current step, or the error */
  text: string;
  failed: boolean;
}

export interface PageBuild {
  /** undefined once the pages are built */
  status(): BuildStatus | undefined;
  /** resolves when the build has succeeded, failed or been aborted; never rejects */
  ended: Promise<void>;
}

interface PageBuildOptions extends BuildOptions {
  log: (line: string) => void;
  /** replaced in tests */
  build?: typeof buildPages;
}

/** Builds the pages while the server already answers. */
export function startPageBuild(
  config: Pick<Config, "root" | "dist">,
  {log, progress = () => {}, signal, build = buildPages}: PageBuildOptions,
): PageBuild {
  let status: BuildStatus | undefined = {text: "starting", failed: false};
  const started = performance.now();
  async function run(): Promise<void> {
    try {
      await build(config, {
        signal,
        progress(fraction, text) {
          status = {text, failed: false};
          progress(fraction, text);
        },
      });
      status = undefined;
      log(`pages built in ${((performance.now() - started) / 1000).toFixed(1)} s`);
    } catch (error) {
      if (signal?.aborted) return;
      status = {text: oneLine(error), failed: true};
      log(`${status.text}; correct it and start Lapbook again`);
    }
  }
  return {status: () => status, ended: run()};
}
