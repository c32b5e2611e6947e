import {mkdir, mkdtemp, readdir, rename, rm, writeFile} from "node:fs/promises";
import {dirname, join} from "node:path";
import {UserError} from "../../../userError.js";
import {errorLine, runToEnd} from "./program.js";

/** Newest first. The next one is tried when an artifact of a release cannot be fetched. */
export const KAFKA_VERSIONS = ["4.3.1", "4.2.1", "4.1.2", "4.0.2"];

const pom = (version: string): string => `<project xmlns="http://maven.apache.org/POM/4.0.0">
  <modelVersion>4.0.0</modelVersion>
  <groupId>lapbook</groupId><artifactId>broker</artifactId><version>1</version><packaging>pom</packaging>
  <dependencies>
    <dependency><groupId>org.apache.kafka</groupId><artifactId>kafka_2.13</artifactId><version>${version}</version></dependency>
  </dependencies>
</project>
`;

/** The folder of the broker's jars, from the cache or fetched through Maven in about a minute. Throws a UserError when both fail. */
export async function kafkaJars(
  cache: string,
  log: (line: string) => void,
  versions = KAFKA_VERSIONS,
): Promise<{version: string; jars: string}> {
  for (const version of versions) {
    const jars = join(cache, `kafka-${version}`, "libs");
    if ((await readdir(jars).catch(() => [])).length) return {version, jars};
  }
  if ((await runToEnd("mvn", ["--version"])).code !== 0) throw new UserError("Maven is not installed (mvn)");
  let reason = "";
  for (const version of versions) {
    log(`fetching Apache Kafka ${version} through Maven …`);
    await mkdir(cache, {recursive: true});
    // Fetched into a temporary folder and renamed: another process may do the same, and a failed fetch leaves nothing.
    const folder = await mkdtemp(join(cache, "fetching-"));
    try {
      await writeFile(join(folder, "pom.xml"), pom(version));
      const libs = join(folder, "libs");
      const goal = ["dependency:copy-dependencies", "-DincludeScope=runtime", `-DoutputDirectory=${libs}`];
      const {code, output} = await runToEnd("mvn", ["-q", "-B", "-f", join(folder, "pom.xml"), ...goal], {
        timeoutMs: 5 * 60_000,
      });
      const jars = join(cache, `kafka-${version}`, "libs");
      if (code === 0) {
        await mkdir(dirname(jars), {recursive: true});
        await rename(libs, jars).catch(async (error) => {
          if ((await readdir(jars).catch(() => [])).length === 0) throw error;
        });
        return {version, jars};
      }
      reason = errorLine(output);
    } finally {
      await rm(folder, {recursive: true, force: true});
    }
  }
  throw new UserError(`Maven could not fetch Apache Kafka: ${reason}`);
}
