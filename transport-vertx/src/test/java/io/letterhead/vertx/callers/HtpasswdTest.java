package io.letterhead.vertx.callers;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Files of users. The hashes were made by openssl and by libxcrypt, or are of their tests. */
final class HtpasswdTest {

  static final String BCRYPT_OF_U_U =
      "$2y$05$CCCCCCCCCCCCCCCCCCCCC.E5YPO9kmyuRGyh0XouQYb4YMJKvyOeW";
  static final String APR1_OF_SECRET = "$apr1$saltsalt$LrttParrLPdxvgutaSXWJ0";

  @TempDir Path folder;

  @ParameterizedTest
  @CsvSource({
    "U*U,$2y$05$CCCCCCCCCCCCCCCCCCCCC.E5YPO9kmyuRGyh0XouQYb4YMJKvyOeW",
    "U*U,$2a$05$CCCCCCCCCCCCCCCCCCCCC.E5YPO9kmyuRGyh0XouQYb4YMJKvyOeW",
    "U*U,$2b$05$CCCCCCCCCCCCCCCCCCCCC.E5YPO9kmyuRGyh0XouQYb4YMJKvyOeW",
    "päss,$2y$04$abcdefghijklmnopqrstuuF7KK/SfP9IRGj0pPJMr8GdtCS8xpmpC",
    "secret,$apr1$saltsalt$LrttParrLPdxvgutaSXWJ0",
    "pa:ss wörd,$apr1$saltsalt$57M75mtJHnRrcuily51CO0",
    "Hello world!,$5$saltstring$5B8vYYiY.CVt1RlTTf8KbXBH3hsxY/GNooZaBBGWEc5",
    "Hello world!,$5$rounds=1000$saltstring$z/y8l95GSjij6uHx2xAJer7YCODLtrhIxItWC13D4g5",
    "Hello world!,$6$saltstring$svn8UoSVapNtMuq1ukKS4tPQd8iKwSMHWjl/O817G3uBnIFNjnQJuesI68u4OTLiBFdcbYEdFCoEOfaS35inz1",
    "Hello world!,$6$rounds=1000$saltstring$Zu2Vknok2/f53APfN687ADnzeNBLcsEgTwvcBHMD2./07rZQAt8vsuKVufD15dyZh.LOLB/uZKf6I3GyON4bp/"
  })
  void takesEveryFormThatIsSaltedAndSlow(String password, String hash) {
    PasswordHash read = PasswordHash.read(hash).orElseThrow();
    assertThat(read.isOf(password)).isTrue();
    assertThat(read.isOf(password + "x")).isFalse();
    assertThat(read.isOf("")).isFalse();
    assertThat(read).hasToString("PasswordHash");
  }

  @Test
  void aFileHasCommentsEmptyLinesAndAnyLineEnds() throws IOException {
    Path file =
        write(
            "# users\r\n\r\nalice:"
                + BCRYPT_OF_U_U
                + "\r\n\n#bob:x\nbob:"
                + APR1_OF_SECRET
                + ":Bob");
    assertThat(Htpasswd.read(file).keySet()).containsExactly("alice", "bob");
    assertThat(Htpasswd.read(file).values().asList().get(1).isOf("secret")).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "abNANd1rDfiNc", // DES
        "secret",
        "",
        "{PLAIN}secret",
        "plain$2y$05$CCCCCCCCCCCCCCCCCCCCC.E5YPO9kmyuRGyh0XouQYb4YMJKvyOeW"
      })
  void aPasswordInClearAndCryptAreRefused(String hash) throws IOException {
    refuses("# users\nalice:" + hash + "\n", "htpasswd: line 2: a password in clear or a hash");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"{SHA}W6ph5Mm5Pz8GgiULbPgzG37mj9g=", "{SSHA}W6ph5Mm5Pz8GgiULbPgzG37mj9g="})
  void digestsThatAreQuickToGuessAreRefused(String hash) throws IOException {
    refuses("alice:" + hash, "htpasswd: line 1: a SHA-1 digest");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "$1$saltsalt$9xy1btjgzLYfb7hivXtC//",
        "$2x$05$CCCCCCCCCCCCCCCCCCCCC.E5YPO9kmyuRGyh0XouQYb4YMJKvyOeW",
        "$2y$17$CCCCCCCCCCCCCCCCCCCCC.E5YPO9kmyuRGyh0XouQYb4YMJKvyOeW",
        "$2y$03$CCCCCCCCCCCCCCCCCCCCC.E5YPO9kmyuRGyh0XouQYb4YMJKvyOeW",
        "$2y$05$CCCCCCCCCCCCCCCCCCCCC.E5YPO9kmyuRGyh0XouQYb4YMJKvyOe",
        "$2y$05$CCCCCCCCCCCCCCCCCCCCC.E5YPO9kmyuRGyh0XouQYb4YMJKvyOeW ",
        "$5$rounds=1000000$saltstring$z/y8l95GSjij6uHx2xAJer7YCODLtrhIxItWC13D4g5",
        "$5$rounds=999$saltstring$z/y8l95GSjij6uHx2xAJer7YCODLtrhIxItWC13D4g5",
        "$argon2id$v=19$m=65536,t=3,p=4$c2FsdA$aGFzaA"
      })
  void otherFormsAndCostlyOnesAreRefused(String hash) throws IOException {
    refuses("alice:" + hash, "htpasswd: line 1: a hash of another form");
  }

  @Test
  void aUserOfTwoLinesIsRefused() throws IOException {
    refuses(
        "alice:" + BCRYPT_OF_U_U + "\nalice:" + BCRYPT_OF_U_U,
        "htpasswd: line 2: a user who has a line already");
  }

  @ParameterizedTest
  @ValueSource(strings = {"alice", ":x", " alice:x", "al ice:x", "älice:x", "\talice:x"})
  void aLineWithoutAUsersNameIsRefused(String line) throws IOException {
    refuses(line, "htpasswd: line 1: no user's name");
  }

  @Test
  void aFileThatIsNoneIsRefused() throws IOException {
    refuses("", "htpasswd: the file names no user");
    refuses("#\n\n", "htpasswd: the file names no user");
    refuses("x".repeat((1 << 20) + 1), "htpasswd: the file is larger than 1 MiB");
    Path latin = folder.resolve("latin");
    Files.write(latin, "alice:é".getBytes(ISO_8859_1));
    assertThatThrownBy(() -> Htpasswd.read(latin)).hasMessage("htpasswd: the file is not UTF-8");
    assertThatThrownBy(() -> Htpasswd.read(folder.resolve("none")))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("htpasswd: the file cannot be read");
  }

  private void refuses(String text, String message) throws IOException {
    Path file = write(text);
    assertThatThrownBy(() -> Htpasswd.read(file))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith(message)
        .message()
        .doesNotContain("alice", "saltsalt", "secret", "CCCC");
  }

  private Path write(String text) throws IOException {
    Path file = folder.resolve("users");
    Files.write(file, text.getBytes(UTF_8));
    return file;
  }
}
