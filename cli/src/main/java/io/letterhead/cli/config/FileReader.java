package io.letterhead.cli.config;

import io.letterhead.dsl.Words;
import io.letterhead.dsl.YamlNode;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Optional;

/** Reads the paths of files, and looks whether they can be used. */
final class FileReader {

  private static final int MOST_BYTES = 8 << 20;
  private static final String NOBODY_KNOWN = "without the file nobody could be authenticated by it";

  private FileReader() {}

  /** A path, taken from where the setting is given. */
  static Optional<Path> path(Given given, YamlNode.Scalar word) {
    try {
      return Optional.of(given.folder().resolve(word.text()));
    } catch (InvalidPathException e) {
      unreadable(given, word, "no file can have this name", "what it is to hold would be missing");
      return Optional.empty();
    }
  }

  /** Whether a file can be read. */
  static boolean isReadable(Given given, YamlNode.Scalar word, Path file) {
    return read(given, word, file, NOBODY_KNOWN).isPresent();
  }

  /**
   * What a file holds.
   *
   * @param why what its absence would mean
   */
  static Optional<byte[]> read(Given given, YamlNode.Scalar word, Path file, String why) {
    if (Files.isDirectory(file)) {
      unreadable(given, word, "it is a folder", why);
      return Optional.empty();
    }
    try (InputStream in = Files.newInputStream(file)) {
      byte[] held = in.readNBytes(MOST_BYTES + 1);
      if (held.length <= MOST_BYTES) {
        return Optional.of(held);
      }
      unreadable(given, word, "it is larger than 8 MiB", why);
    } catch (NoSuchFileException e) {
      unreadable(given, word, "there is no such file", why);
    } catch (IOException e) {
      unreadable(given, word, "this user may not read it", why);
    }
    return Optional.empty();
  }

  /** Whether a file can be written where it is to be. */
  static boolean isWritable(Given given, YamlNode.Scalar word, Path file) {
    Path folder = file.toAbsolutePath().getParent();
    boolean there = folder != null && Files.isDirectory(folder) && !Files.isDirectory(file);
    boolean allowed = there && Files.isWritable(Files.exists(file) ? file : folder);
    if (!allowed) {
      given.error(
          ConfigProblem.MISSING_FOLDER,
          word.position(),
          Words.quote(word.text())
              + " cannot be written: "
              + (Files.isDirectory(file)
                  ? "it is a folder"
                  : there ? "this user may not write there" : "its folder is not there"),
          "what is to be kept of requests would be lost",
          "make the folder, and give this user the right to write there; a relative path starts"
              + " from the config's folder");
    }
    return allowed;
  }

  private static void unreadable(Given given, YamlNode.Scalar word, String fault, String why) {
    given
        .file()
        .error(
            "unreadable-file",
            word.position(),
            Words.quote(word.text()) + " cannot be read: " + fault,
            why,
            "check the path, which starts from the config's folder, and the rights");
  }
}
