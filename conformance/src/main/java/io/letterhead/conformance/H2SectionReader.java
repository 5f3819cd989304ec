package io.letterhead.conformance;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import io.letterhead.conformance.H2Field.Form;
import io.netty.buffer.Unpooled;
import io.netty.handler.codec.http2.DefaultHttp2Headers;
import io.netty.handler.codec.http2.DefaultHttp2HeadersDecoder;
import io.netty.handler.codec.http2.Http2Exception;
import io.netty.handler.codec.http2.Http2Headers;
import java.util.ArrayList;
import java.util.List;

/**
 * Expands the header blocks of one connection, each in its turn, and checks nothing else.
 *
 * <p>Netty's decompressor without its rules for messages: what they forbid is to be seen here. For
 * one thread.
 */
final class H2SectionReader {
  private static final long MAX_SIZE = 1 << 24;

  private final Decoder decoder = new Decoder();

  /**
   * Expands the next block.
   *
   * @throws Http2Exception if it cannot be
   */
  H2Section read(int stream, String block) throws Http2Exception {
    decoder.lines.clear();
    decoder.decodeHeaders(stream, Unpooled.wrappedBuffer(block.getBytes(ISO_8859_1)));
    List<Form> forms = H2FieldForms.of(block);
    List<H2Field> fields = new ArrayList<>();
    for (int i = 0; i < forms.size(); i++) {
      WireField line = decoder.lines.get(i);
      fields.add(new H2Field(line.name(), line.value(), forms.get(i)));
    }
    return new H2Section(fields, block);
  }

  private static final class Decoder extends DefaultHttp2HeadersDecoder {
    private final List<WireField> lines = new ArrayList<>();

    Decoder() {
      super(false, MAX_SIZE);
    }

    /** Netty's own list puts pseudo-header fields first; this keeps all as they come. */
    @Override
    protected Http2Headers newHeaders() {
      return new DefaultHttp2Headers(false) {
        @Override
        public Http2Headers add(CharSequence name, CharSequence value) {
          lines.add(new WireField(name.toString(), value.toString()));
          return this;
        }
      };
    }
  }
}
