package io.letterhead.benchmarks.fire;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.handler.codec.http.DefaultFullHttpResponse;
import io.netty.handler.codec.http.FullHttpResponse;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpVersion;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeSet;

/**
 * An answer that tells what its origin got: the target; the names of all fields, sorted; what each
 * of {@link #TOLD} held; and the body, byte for byte. A secret is told as the number of its
 * generation, since the gateway takes whole secrets out of responses, and ought to.
 */
final class Echo {

  private static final String SECRET = "sk-fire-secret-of-generation-";

  private static final String SCHEME = "Bearer ";

  private static final List<String> TOLD = List.of("x-request-id", "x-generation");

  private Echo() {}

  /** The secret that stands for a generation. */
  static String secret(int generation) {
    return SECRET + generation;
  }

  static FullHttpResponse of(HttpRequest request, ByteBuf body) {
    byte[] line = (line(request) + "\n").getBytes(ISO_8859_1);
    FullHttpResponse response =
        new DefaultFullHttpResponse(
            HttpVersion.HTTP_1_1,
            HttpResponseStatus.OK,
            Unpooled.wrappedBuffer(Unpooled.wrappedBuffer(line), body.copy()));
    response.headers().set("Content-Length", response.content().readableBytes());
    response.headers().set("Content-Type", "application/json");
    return response;
  }

  private static String line(HttpRequest request) {
    List<String> words = new ArrayList<>();
    words.add(request.method() + " " + request.uri());
    TreeSet<String> names = new TreeSet<>();
    for (Map.Entry<String, String> field : request.headers()) {
      String name = field.getKey().toLowerCase(Locale.ROOT);
      // What Netty says of the stream of HTTP/2 below.
      if (!name.startsWith("x-http2-") && !names.add(name)) {
        words.add("twice " + name);
      }
    }
    words.add(String.join(",", names));
    for (String name : TOLD) {
      words.add(String.join(",", request.headers().getAll(name)));
    }
    words.add(generation(request.headers().getAll("Authorization")));
    return String.join("|", words);
  }

  private static String generation(List<String> values) {
    return values.size() == 1 && values.get(0).startsWith(SCHEME + SECRET)
        ? values.get(0).substring((SCHEME + SECRET).length())
        : "no secret";
  }
}
