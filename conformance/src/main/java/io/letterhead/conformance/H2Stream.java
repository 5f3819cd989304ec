package io.letterhead.conformance;

import io.letterhead.conformance.H2Frame.FrameType;
import io.netty.handler.codec.http2.Http2Exception;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What has come on one stream so far; for its connection's thread. */
final class H2Stream {
  private final int connection;
  private final int number;
  private final H2SectionReader reader;
  private final List<H2Frame> frames = new ArrayList<>();
  private final List<H2Section> sections = new ArrayList<>();
  private final StringBuilder block = new StringBuilder();
  private @Nullable H2Message listed;

  H2Stream(int connection, int number, H2SectionReader reader) {
    this.connection = connection;
    this.number = number;
    this.reader = reader;
  }

  /**
   * Takes the next frame.
   *
   * @throws Http2Exception if it ends a header block that cannot be expanded; such a section is
   *     kept without fields
   */
  void add(H2Frame frame) throws Http2Exception {
    frames.add(frame);
    if (frame.type() != FrameType.HEADERS && frame.type() != FrameType.CONTINUATION) {
      return;
    }
    block.append(frame.content());
    if (frame.isEndHeaders()) {
      String whole = block.toString();
      block.setLength(0);
      try {
        sections.add(reader.read(number, whole));
      } catch (Http2Exception notExpanded) {
        sections.add(new H2Section(List.of(), whole));
        throw notExpanded;
      }
    }
  }

  /** Lists the request once it has ended, and again whenever more is known of it. */
  void list(Recording<H2Connection, H2Message> recording, boolean connectionEnded) {
    H2Message now = message();
    if (listed != null) {
      recording.replace(listed, now);
    } else if (connectionEnded || now.isReset() || (now.isWhole() && block.isEmpty())) {
      recording.add(this, now);
    } else {
      return;
    }
    listed = now;
  }

  boolean isListed() {
    return listed != null;
  }

  /** All that has come. */
  H2Message message() {
    return new H2Message(connection, number, frames, sections);
  }
}
