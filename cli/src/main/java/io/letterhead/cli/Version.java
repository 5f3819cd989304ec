package io.letterhead.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.google.common.io.Resources;
import io.letterhead.policy.CompiledPolicy;
import java.io.IOException;
import picocli.CommandLine.IVersionProvider;

/** What {@code --version} prints. */
final class Version implements IVersionProvider {

  Version() {}

  @Override
  public String[] getVersion() throws IOException {
    return new String[] {
      "letterhead " + number(),
      "reserved names: version " + CompiledPolicy.reservedVersion(),
      "java: " + Runtime.version()
    };
  }

  /** Of the library and the command. */
  static String number() throws IOException {
    return Resources.toString(Resources.getResource(Version.class, "version.txt"), UTF_8).strip();
  }
}
