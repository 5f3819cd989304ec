package io.letterhead.apache;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.hc.core5.http.Header;
import org.apache.hc.core5.http.nio.DataStreamChannel;
import org.jspecify.annotations.Nullable;

/**
 * Where a body is written to: as long as was said where that frames it, and without trailers.
 *
 * @param channel the connection's
 * @param framing what frames the body; null where the end of the stream does
 * @param written how many bytes of it were written
 */
record SealedChannel(DataStreamChannel channel, @Nullable BodyFraming framing, AtomicLong written)
    implements DataStreamChannel {

  @Override
  public void requestOutput() {
    channel.requestOutput();
  }

  @Override
  public int write(ByteBuffer bytes) throws IOException {
    int count = channel.write(bytes);
    written.addAndGet(count);
    return count;
  }

  @Override
  public void endStream() throws IOException {
    if (framing != null) {
      framing.requireLength(written.get());
    }
    channel.endStream();
  }

  @Override
  public void endStream(@Nullable List<? extends Header> trailers) throws IOException {
    endStream();
  }
}
