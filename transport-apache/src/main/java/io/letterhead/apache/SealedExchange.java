package io.letterhead.apache;

import java.io.IOException;
import java.net.SocketAddress;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.hc.client5.http.protocol.HttpClientContext;
import org.apache.hc.core5.http.EndpointDetails;
import org.apache.hc.core5.http.EntityDetails;
import org.apache.hc.core5.http.Header;
import org.apache.hc.core5.http.HttpException;
import org.apache.hc.core5.http.HttpResponse;
import org.apache.hc.core5.http.HttpVersion;
import org.apache.hc.core5.http.ProtocolVersion;
import org.apache.hc.core5.http.nio.AsyncClientExchangeHandler;
import org.apache.hc.core5.http.nio.CapacityChannel;
import org.apache.hc.core5.http.nio.DataStreamChannel;
import org.apache.hc.core5.http.nio.RequestChannel;
import org.apache.hc.core5.http.protocol.HttpContext;
import org.jspecify.annotations.Nullable;

/**
 * An async exchange as the connection sees it, the last point before bytes: writes what was
 * decided, to a connection that may carry it, and hands on what passes of the response.
 *
 * <p>The connection gets a context of its own, since it puts the message that it writes into it: a
 * secret that everyone with the caller's context could read.
 */
final class SealedExchange implements AsyncClientExchangeHandler {

  private final AsyncClientExchangeHandler exchange;
  private final Outgoing outgoing;
  private final BodyFraming framing;
  private final HttpClientContext context;
  private final HttpClientContext connectionContext;
  private final AtomicLong written = new AtomicLong();

  /** Whether the length that was said frames the body: over HTTP/2 the stream's end does. */
  private volatile boolean framed;

  SealedExchange(
      AsyncClientExchangeHandler exchange,
      Outgoing outgoing,
      BodyFraming framing,
      HttpClientContext context) {
    this.exchange = exchange;
    this.outgoing = outgoing;
    this.framing = framing;
    this.context = context;
    this.connectionContext = HttpClientContext.create();
    connectionContext.setRequestConfig(context.getRequestConfigOrDefault());
  }

  HttpClientContext connectionContext() {
    return connectionContext;
  }

  @Override
  public void produceRequest(RequestChannel channel, HttpContext ofConnection)
      throws HttpException, IOException {
    ProtocolVersion version = ofConnection.getProtocolVersion();
    EndpointDetails endpoint = connectionContext.getEndpointDetails();
    SocketAddress peer = endpoint == null ? null : endpoint.getRemoteAddress();
    outgoing.requirePeer(connectionContext.getSSLSession(), peer);
    ProtocolVersion spoken = version == null ? HttpVersion.HTTP_1_1 : version;
    WireHead head = outgoing.head(framing, spoken);
    framed = !Outgoing.isHttp2(spoken);
    channel.sendRequest(
        head.toRequest(), framing.present() ? BodyDetails.of(framing) : null, ofConnection);
  }

  @Override
  public int available() {
    return exchange.available();
  }

  @Override
  public void produce(DataStreamChannel channel) throws IOException {
    exchange.produce(new SealedChannel(channel, framed ? framing : null, written));
  }

  /** Informational heads go nowhere. */
  @Override
  public void consumeInformation(HttpResponse response, HttpContext ofConnection)
      throws HttpException {
    UnreadableResponse.refuseSwitch(response);
  }

  @Override
  public void consumeResponse(
      HttpResponse response, @Nullable EntityDetails body, HttpContext ofConnection)
      throws HttpException, IOException {
    context.setProtocolVersion(connectionContext.getProtocolVersion());
    context.setSSLSession(connectionContext.getSSLSession());
    context.setEndpointDetails(connectionContext.getEndpointDetails());
    outgoing.filter(response);
    exchange.consumeResponse(
        response, body == null ? null : BodyDetails.of(body, response), context);
  }

  @Override
  public void updateCapacity(CapacityChannel channel) throws IOException {
    exchange.updateCapacity(channel);
  }

  @Override
  public void consume(ByteBuffer bytes) throws IOException {
    exchange.consume(bytes);
  }

  @Override
  public void streamEnd(@Nullable List<? extends Header> trailers)
      throws HttpException, IOException {
    exchange.streamEnd(null);
  }

  @Override
  public void failed(Exception cause) {
    exchange.failed(UnreadableResponse.unquoted(cause));
  }

  @Override
  public void cancel() {
    exchange.cancel();
  }

  @Override
  public void releaseResources() {
    exchange.releaseResources();
  }
}
