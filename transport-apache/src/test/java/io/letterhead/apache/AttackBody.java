package io.letterhead.apache;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Set;
import java.util.function.LongSupplier;
import org.apache.hc.core5.function.Supplier;
import org.apache.hc.core5.http.Header;
import org.apache.hc.core5.http.io.entity.AbstractHttpEntity;
import org.apache.hc.core5.http.nio.AsyncEntityProducer;
import org.apache.hc.core5.http.nio.DataStreamChannel;
import org.jspecify.annotations.Nullable;

/**
 * A caller's body, for the classic client and for the async one.
 *
 * @param content its bytes, one character each
 * @param length what it says its length is, each time that it is asked; negative for chunks
 * @param trailers what it sends behind the content
 * @param type what it says its type is
 */
record AttackBody(String content, LongSupplier length, List<Header> trailers, String type) {

  static AttackBody of(String content) {
    return new AttackBody(content, content::length, List.of(), "application/json");
  }

  static AttackBody chunked(String content, Header... trailers) {
    return new AttackBody(content, () -> -1, List.of(trailers), "application/json");
  }

  AttackBody saying(LongSupplier otherLength) {
    return new AttackBody(content, otherLength, trailers, type);
  }

  AttackBody typed(String otherType) {
    return new AttackBody(content, length, trailers, otherType);
  }

  AbstractHttpEntity entity() {
    return new Entity(this);
  }

  AsyncEntityProducer producer() {
    return new Producer(this);
  }

  private static final class Entity extends AbstractHttpEntity {
    private final AttackBody body;

    Entity(AttackBody body) {
      super(body.type(), null, body.length().getAsLong() < 0);
      this.body = body;
    }

    @Override
    public InputStream getContent() {
      return new ByteArrayInputStream(body.content().getBytes(ISO_8859_1));
    }

    @Override
    public boolean isStreaming() {
      return false;
    }

    @Override
    public boolean isRepeatable() {
      return true;
    }

    @Override
    public long getContentLength() {
      return body.length().getAsLong();
    }

    @Override
    public Supplier<List<? extends Header>> getTrailers() {
      return body::trailers;
    }

    @Override
    public Set<String> getTrailerNames() {
      return Set.of("X-Declared");
    }

    @Override
    public void close() {
      // Holds nothing that is to be closed.
    }
  }

  private static final class Producer implements AsyncEntityProducer {
    private final AttackBody body;
    private ByteBuffer left;

    Producer(AttackBody body) {
      this.body = body;
      this.left = bytes();
    }

    @Override
    public boolean isRepeatable() {
      return true;
    }

    @Override
    public long getContentLength() {
      return body.length().getAsLong();
    }

    @Override
    public String getContentType() {
      return body.type();
    }

    @Override
    public @Nullable String getContentEncoding() {
      return null;
    }

    @Override
    public boolean isChunked() {
      return body.length().getAsLong() < 0;
    }

    @Override
    public Set<String> getTrailerNames() {
      return Set.of("X-Declared");
    }

    @Override
    public int available() {
      return Math.max(1, left.remaining());
    }

    @Override
    public void produce(DataStreamChannel channel) throws IOException {
      channel.write(left);
      if (!left.hasRemaining()) {
        if (body.trailers().isEmpty()) {
          channel.endStream();
        } else {
          channel.endStream(body.trailers());
        }
      }
    }

    @Override
    public void failed(Exception cause) {
      // The request's future says it.
    }

    @Override
    public void releaseResources() {
      left = bytes();
    }

    private ByteBuffer bytes() {
      return ByteBuffer.wrap(body.content().getBytes(ISO_8859_1));
    }
  }
}
