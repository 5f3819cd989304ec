package io.letterhead.vertx.callers;

import com.google.common.base.Splitter;
import com.google.common.collect.ImmutableMap;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A file of users and the hashes of their passwords: {@code NAME:HASH} a line, comments ({@code #})
 * and empty lines aside. What follows another colon is a comment too.
 */
final class Htpasswd {

  private static final int MAX_BYTES = 1 << 20;

  private Htpasswd() {}

  /**
   * The users of a file.
   *
   * @throws IllegalArgumentException if it cannot be read, is empty, or has a line that cannot be
   *     used; the message names the line and shows nothing of it
   */
  static ImmutableMap<String, PasswordHash> read(Path file) {
    Map<String, PasswordHash> users = new LinkedHashMap<>();
    int number = 0;
    for (String line : Splitter.on('\n').split(text(file))) {
      number++;
      String content = line.endsWith("\r") ? line.substring(0, line.length() - 1) : line;
      if (content.isEmpty() || content.startsWith("#")) {
        continue;
      }
      List<String> parts = Splitter.on(':').splitToList(content);
      if (parts.size() < 2 || !CallerName.isOne(parts.get(0))) {
        throw unusable(number, "no user's name (expected: NAME:HASH, printable ASCII, no space)");
      }
      @Nullable PasswordHash hash = PasswordHash.read(parts.get(1)).orElse(null);
      if (hash == null) {
        throw unusable(number, unusableForm(parts.get(1)));
      }
      if (users.put(parts.get(0), hash) != null) {
        throw unusable(number, "a user who has a line already");
      }
    }
    if (users.isEmpty()) {
      throw new IllegalArgumentException("htpasswd: the file names no user");
    }
    return ImmutableMap.copyOf(users);
  }

  private static String text(Path file) {
    byte[] bytes;
    try (InputStream in = Files.newInputStream(file)) {
      bytes = in.readNBytes(MAX_BYTES + 1);
    } catch (IOException e) {
      throw new IllegalArgumentException("htpasswd: the file cannot be read");
    }
    if (bytes.length > MAX_BYTES) {
      throw new IllegalArgumentException("htpasswd: the file is larger than 1 MiB");
    }
    try {
      return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
    } catch (CharacterCodingException e) {
      throw new IllegalArgumentException("htpasswd: the file is not UTF-8");
    }
  }

  private static String unusableForm(String hash) {
    String known = " (expected: bcrypt of a cost up to 16, apr1, or SHA-crypt; try htpasswd -B)";
    if (hash.startsWith("{SHA}") || hash.startsWith("{SSHA}")) {
      return "a SHA-1 digest, which is too quick to guess" + known;
    }
    return hash.startsWith("$")
        ? "a hash of another form, cut, or too costly to compute" + known
        : "a password in clear or a hash of crypt(3)" + known;
  }

  private static IllegalArgumentException unusable(int number, String what) {
    return new IllegalArgumentException("htpasswd: line " + number + ": " + what);
  }
}
