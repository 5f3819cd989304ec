package io.letterhead.dsl;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.letterhead.policy.Position;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.CodingErrorAction;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Optional;

/** Reads a file as UTF-8, strictly, up to a size. */
final class FileText {

  /** A file of the most code points in the longest encoding. */
  private static final int MAX_BYTES = 4 * PositionedYaml.MAX_LENGTH;

  private FileText() {}

  /** The file's text, or empty where it cannot be read, which is reported. */
  static Optional<SourceText> read(Path file, Problems problems) {
    try (InputStream in = Files.newInputStream(file)) {
      byte[] bytes = in.readNBytes(MAX_BYTES + 1);
      if (bytes.length > MAX_BYTES) {
        YamlCharacters.tooLarge(new SourceText(file.toString(), ""), problems);
        return Optional.empty();
      }
      return decode(file.toString(), bytes, problems);
    } catch (IOException e) {
      unreadable(file, e, problems);
      return Optional.empty();
    }
  }

  private static Optional<SourceText> decode(String name, byte[] bytes, Problems problems) {
    CharsetDecoder decoder =
        UTF_8
            .newDecoder()
            .onMalformedInput(CodingErrorAction.REPORT)
            .onUnmappableCharacter(CodingErrorAction.REPORT);
    ByteBuffer in = ByteBuffer.wrap(bytes);
    CharBuffer out = CharBuffer.allocate(bytes.length);
    CoderResult result = decoder.decode(in, out, true);
    SourceText source = new SourceText(name, out.flip().toString());
    if (result.isError() || in.hasRemaining()) {
      problems.error(
          FileProblem.BAD_YAML,
          source.position(source.length()),
          "the file is not in UTF-8 from here on",
          "in another encoding its characters would be read as others",
          "save the file in UTF-8");
      return Optional.empty();
    }
    return Optional.of(source);
  }

  /** Reports why a file cannot be read. */
  static void unreadable(Path file, IOException failure, Problems problems) {
    String message = "the file cannot be read";
    String fix = "check the path";
    if (failure instanceof NoSuchFileException) {
      message = "there is no such file";
    } else if (failure instanceof AccessDeniedException) {
      message = "the file may not be read";
      fix = "give this user the right to read it";
    } else if (Files.isDirectory(file)) {
      message = "this is a folder, not a file";
    }
    problems.error(
        FileProblem.UNREADABLE_FILE,
        new Position(file.toString(), 1, 1, 1),
        message,
        problems.kind().whyReadable(),
        fix);
  }
}
