package io.letterhead.dsl.secret;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.letterhead.policy.PlugIns;
import io.letterhead.policy.SecretUnusableException;
import io.letterhead.policy.spi.SecretSource;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SecretSourcesTest {

  private static final SecretSource FILE = new FileSecretSource();

  @TempDir Path folder;

  @Test
  void bothSourcesAreInstalled() {
    assertThat(PlugIns.installed().sources()).containsKeys("env", "file");
  }

  @Test
  void aVariableIsReadAsItIs() throws SecretUnusableException {
    SecretSource env = new EnvSecretSource(Map.of("TOKEN", " s\n", "EMPTY", "")::get);

    assertThat(env.read("TOKEN")).isEqualTo(" s\n");
    assertThat(env.read("EMPTY")).isEmpty();
  }

  @Test
  void aVariableThatIsNotSetIsNamed() {
    assertUnusable(
        new EnvSecretSource(),
        "NOT_SET_ANYWHERE",
        "the environment variable NOT_SET_ANYWHERE is not set");
  }

  @Test
  void theProcessEnvironmentIsRead() throws SecretUnusableException {
    assertThat(new EnvSecretSource().read("PATH")).isEqualTo(System.getenv("PATH"));
  }

  @Test
  void aFileIsReadAsItIs() throws IOException, SecretUnusableException {
    assertThat(FILE.read(written("s3cr\u00e9t\r\n"))).isEqualTo("s3cr\u00e9t\r\n");
  }

  @Test
  void aLinkedFileIsReadWhereItPointsNow() throws IOException, SecretUnusableException {
    Path link = folder.resolve("token");
    Files.createSymbolicLink(link, Path.of(written("one")));
    assertThat(FILE.read(link.toString())).isEqualTo("one");

    Files.writeString(folder.resolve("next"), "two");
    Files.delete(link);
    Files.createSymbolicLink(link, folder.resolve("next"));
    assertThat(FILE.read(link.toString())).isEqualTo("two");
  }

  @Test
  void whatKeepsAFileFromBeingReadIsToldApart() throws IOException {
    String none = folder.resolve("none").toString();
    assertUnusable(FILE, none, "there is no file " + none);
    assertUnusable(FILE, folder.toString(), folder + " is a folder, not a file");
    assertUnusable(FILE, "a\0b", "its path is none that this system knows");
    String large = written("x".repeat(FileSecretSource.MAX_BYTES + 1));
    assertUnusable(FILE, large, "the file " + large + " is larger than 64 KiB");
  }

  @Test
  void aFileInAnotherEncodingIsRefusedWithoutShowingIt() throws IOException {
    Path file = folder.resolve("latin");
    Files.write(file, "s3cr\u00e9t".getBytes(ISO_8859_1));

    assertUnusable(FILE, file.toString(), "the file " + file + " is not in UTF-8");
  }

  @Test
  void aFileThatMayNotBeReadIsToldApart() {
    // By its exception: who runs the tests as root may read everything.
    assertThat(FileSecretSource.reason("key", new AccessDeniedException("key", null, "s3cret")))
        .isEqualTo("the file key may not be read");
    assertThat(FileSecretSource.reason("key", new IOException("s3cret")))
        .isEqualTo("the file key cannot be read");
  }

  @Test
  void aFileOfTheGreatestSizeIsRead() throws IOException, SecretUnusableException {
    assertThat(FILE.read(written("x".repeat(FileSecretSource.MAX_BYTES))))
        .hasSize(FileSecretSource.MAX_BYTES);
  }

  private String written(String text) throws IOException {
    return Files.writeString(folder.resolve("file"), text).toString();
  }

  private static void assertUnusable(SecretSource source, String key, String message) {
    assertThatExceptionOfType(SecretUnusableException.class)
        .isThrownBy(() -> source.read(key))
        .withMessage(message)
        .withNoCause();
  }
}
