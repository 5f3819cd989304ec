package io.letterhead.dsl.secret;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;

import io.letterhead.policy.SecretUnusableException;
import io.letterhead.policy.spi.SecretSource;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/** The source {@code file}: the whole content of a file, such as a mounted Kubernetes secret. */
public final class FileSecretSource implements SecretSource {

  /** More than any header field may hold: what is larger is the wrong file. */
  static final int MAX_BYTES = 64 * 1024;

  /** For {@link java.util.ServiceLoader}. */
  public FileSecretSource() {}

  @Override
  public String name() {
    return "file";
  }

  /**
   * Reads a file, in UTF-8.
   *
   * @param key the file's path; a relative one is taken from the working directory
   * @throws NullPointerException if {@code key} is null
   * @throws SecretUnusableException if there is no such file, it is a folder, it may not be read,
   *     it is larger than 64 KiB or not in UTF-8
   */
  @Override
  public String read(String key) throws SecretUnusableException {
    requireNonNull(key, "key");
    try {
      Path file = Path.of(key);
      if (Files.isDirectory(file)) {
        throw new SecretUnusableException(key + " is a folder, not a file");
      }
      return UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes(file))).toString();
    } catch (InvalidPathException e) {
      throw new SecretUnusableException("its path is none that this system knows");
    } catch (IOException e) {
      throw new SecretUnusableException(reason(key, e));
    }
  }

  /** Why a file cannot be read, in words that show nothing of what it holds. */
  static String reason(String key, IOException failure) {
    if (failure instanceof NoSuchFileException) {
      return "there is no file " + key;
    }
    if (failure instanceof AccessDeniedException) {
      return "the file " + key + " may not be read";
    }
    return failure instanceof CharacterCodingException
        ? "the file " + key + " is not in UTF-8"
        : "the file " + key + " cannot be read";
  }

  private static byte[] bytes(Path file) throws IOException, SecretUnusableException {
    try (InputStream in = Files.newInputStream(file)) {
      byte[] bytes = in.readNBytes(MAX_BYTES + 1);
      if (bytes.length > MAX_BYTES) {
        throw new SecretUnusableException("the file " + file + " is larger than 64 KiB");
      }
      return bytes;
    }
  }
}
