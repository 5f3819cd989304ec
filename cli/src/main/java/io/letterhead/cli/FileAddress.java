package io.letterhead.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.file.Path;
import java.util.Locale;

/**
 * A checked file as machines find it: by its path from the working directory, with slashes, if it
 * lies there; else by its absolute path. The names that a file was given do not matter.
 *
 * @param path the path, with slashes
 * @param relative whether it starts at the working directory
 */
record FileAddress(String path, boolean relative) {

  static FileAddress of(String fileName) {
    Path workingDirectory = Path.of("").toAbsolutePath().normalize();
    Path file = Path.of(fileName).toAbsolutePath().normalize();
    boolean relative = file.startsWith(workingDirectory) && !file.equals(workingDirectory);
    Path shown = relative ? workingDirectory.relativize(file) : file;
    String separator = shown.getFileSystem().getSeparator();
    return new FileAddress(shown.toString().replace(separator, "/"), relative);
  }

  /** A reference relative to the working directory, or a {@code file} URI. */
  String uri() {
    String root = path.startsWith("/") ? "file://" : "file:///";
    return (relative ? "" : root) + encoded(path);
  }

  /** As in RFC 3986: of a path, all but unreserved characters and slashes as octets of UTF-8. */
  private static String encoded(String path) {
    StringBuilder uri = new StringBuilder();
    for (byte octet : path.getBytes(UTF_8)) {
      char c = (char) (octet & 0xFF);
      if (isUnreserved(c) || c == '/') {
        uri.append(c);
      } else {
        uri.append(c < 0x10 ? "%0" : "%").append(Integer.toHexString(c).toUpperCase(Locale.ROOT));
      }
    }
    return uri.toString();
  }

  private static boolean isUnreserved(char c) {
    boolean letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
    return letter || (c >= '0' && c <= '9') || "-._~".indexOf(c) >= 0;
  }
}
