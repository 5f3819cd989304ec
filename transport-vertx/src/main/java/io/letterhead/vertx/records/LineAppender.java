package io.letterhead.vertx.records;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.nio.file.StandardOpenOption.APPEND;
import static java.nio.file.StandardOpenOption.CREATE;
import static java.nio.file.StandardOpenOption.READ;
import static java.nio.file.StandardOpenOption.WRITE;
import static java.util.Objects.requireNonNull;

import java.io.Closeable;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The end of a file, or of the standard error, where whole lines go. For one thread. */
final class LineAppender implements Closeable {

  private static final FileAttribute<?>[] ANY = {};

  /** Null for the standard error, which is neither opened nor closed. */
  private final @Nullable Path path;

  private @Nullable FileChannel channel;

  /** What is left of the line whose write failed. */
  private @Nullable ByteBuffer rest;

  private LineAppender(@Nullable Path path) {
    this.path = path;
  }

  static LineAppender open(Path path) throws IOException {
    LineAppender appender = new LineAppender(path);
    appender.reopen();
    return appender;
  }

  static LineAppender standardError() {
    LineAppender appender = new LineAppender(null);
    appender.channel = new FileOutputStream(FileDescriptor.err).getChannel();
    return appender;
  }

  /** Appends a line. After a failure the same line has to be given again, and is gone on with. */
  void append(String line) throws IOException {
    FileChannel to = channel != null ? channel : reopen();
    ByteBuffer bytes = rest != null ? rest : ByteBuffer.wrap((line + "\n").getBytes(UTF_8));
    rest = bytes;
    while (bytes.hasRemaining()) {
      to.write(bytes);
    }
    rest = null;
  }

  /** Goes on in what is at the path now; a line of which a part is elsewhere is written whole. */
  FileChannel reopen() throws IOException {
    if (path == null) {
      return requireNonNull(channel, "standard error");
    }
    close();
    FileChannel opened = FileChannel.open(path, Set.of(CREATE, WRITE, APPEND), attributes(path));
    try {
      if (endsInPart(path)) {
        opened.write(ByteBuffer.wrap(new byte[] {'\n'}));
      }
    } catch (IOException failure) {
      opened.close();
      throw failure;
    }
    channel = opened;
    return opened;
  }

  private static boolean endsInPart(Path path) throws IOException {
    if (!Files.isRegularFile(path)) {
      return false;
    }
    try (FileChannel file = FileChannel.open(path, READ)) {
      ByteBuffer last = ByteBuffer.allocate(1);
      return file.size() > 0 && file.read(last, file.size() - 1) == 1 && last.get(0) != '\n';
    }
  }

  private static FileAttribute<?>[] attributes(Path path) {
    return path.getFileSystem().supportedFileAttributeViews().contains("posix")
        ? new FileAttribute<?>[] {
          PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-r-----"))
        }
        : ANY;
  }

  @Override
  public void close() throws IOException {
    if (path == null) {
      return;
    }
    FileChannel old = channel;
    channel = null;
    rest = null;
    if (old != null) {
      old.close();
    }
  }
}
