package io.letterhead.cli.serving;

import com.google.common.collect.ImmutableMap;
import com.google.common.collect.ImmutableSet;
import com.google.common.hash.HashCode;
import com.google.common.hash.Hasher;
import com.google.common.hash.Hashing;
import com.google.common.hash.HashingInputStream;
import com.google.common.io.ByteStreams;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * What files held at one time, by digests. Files are read, not looked at: a time of change is too
 * coarse, and a link that leads elsewhere has none. Immutable; equal where the files held the same.
 */
public final class FileContents {

  /** More than a policy may have; what is larger cannot be in force. */
  private static final long MOST_BYTES = 8L << 20;

  private static final int NAME_LENGTH = 12;

  private final ImmutableMap<Path, Optional<HashCode>> digests;

  private FileContents(ImmutableMap<Path, Optional<HashCode>> digests) {
    this.digests = digests;
  }

  /** What the files hold now; a file that cannot be read holds nothing. */
  static FileContents of(ImmutableSet<Path> files) {
    ImmutableMap.Builder<Path, Optional<HashCode>> digests = ImmutableMap.builder();
    files.forEach(file -> digests.put(file, digest(file)));
    return new FileContents(digests.buildOrThrow());
  }

  /** Whether other contents hold the same in all of these files. */
  boolean isWithin(FileContents other) {
    return other.digests.entrySet().containsAll(digests.entrySet());
  }

  /** These contents, and for other files those. */
  FileContents over(FileContents others) {
    Map<Path, Optional<HashCode>> all = new HashMap<>(others.digests);
    all.putAll(digests);
    return new FileContents(ImmutableMap.copyOf(all));
  }

  /** A short name for the contents: a digest of the digests, in the order of the files. */
  String name() {
    Hasher hasher = Hashing.sha256().newHasher();
    for (Optional<HashCode> digest : digests.values()) {
      hasher.putBytes(digest.map(HashCode::asBytes).orElse(new byte[1]));
    }
    return hasher.hash().toString().substring(0, NAME_LENGTH);
  }

  private static Optional<HashCode> digest(Path file) {
    if (!Files.isRegularFile(file)) {
      return Optional.empty();
    }
    try (InputStream in = Files.newInputStream(file);
        HashingInputStream hashing = new HashingInputStream(Hashing.sha256(), in)) {
      ByteStreams.exhaust(ByteStreams.limit(hashing, MOST_BYTES));
      return Optional.of(hashing.hash());
    } catch (IOException unreadable) {
      return Optional.empty();
    }
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof FileContents that && digests.equals(that.digests);
  }

  @Override
  public int hashCode() {
    return digests.hashCode();
  }

  /** The files' names. */
  @Override
  public String toString() {
    return digests.keySet().toString();
  }
}
