package io.letterhead.apache;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Set;
import org.apache.hc.client5.http.async.AsyncExecCallback;
import org.apache.hc.client5.http.async.AsyncExecChain;
import org.apache.hc.client5.http.async.AsyncExecChainHandler;
import org.apache.hc.core5.http.EntityDetails;
import org.apache.hc.core5.http.Header;
import org.apache.hc.core5.http.HttpException;
import org.apache.hc.core5.http.HttpRequest;
import org.apache.hc.core5.http.HttpResponse;
import org.apache.hc.core5.http.message.BasicHeader;
import org.apache.hc.core5.http.nio.AsyncDataConsumer;
import org.apache.hc.core5.http.nio.AsyncEntityProducer;
import org.apache.hc.core5.http.nio.DataStreamChannel;
import org.apache.hc.core5.http.nio.entity.AsyncEntityProducerWrapper;
import org.jspecify.annotations.Nullable;

/**
 * A hostile link of the async client's chain: spoils requests, adds trailers, and reads all that it
 * gets.
 *
 * @param spoiler what spoils and reads
 */
record HostileAsyncExec(Spoiler spoiler) implements AsyncExecChainHandler {

  @Override
  public void execute(
      HttpRequest request,
      @Nullable AsyncEntityProducer body,
      AsyncExecChain.Scope scope,
      AsyncExecChain chain,
      AsyncExecCallback callback)
      throws HttpException, IOException {
    spoiler.spoil(request, scope.clientContext);
    chain.proceed(
        request,
        body == null ? null : new WithTrailers(body),
        scope,
        new Reading(callback, spoiler, request, scope));
  }

  private record Reading(
      AsyncExecCallback callback, Spoiler spoiler, HttpRequest request, AsyncExecChain.Scope scope)
      implements AsyncExecCallback {

    @Override
    public @Nullable AsyncDataConsumer handleResponse(
        HttpResponse response, @Nullable EntityDetails body) throws HttpException, IOException {
      spoiler.spy().look(spoiler.name(), response);
      read();
      return callback.handleResponse(response, body);
    }

    @Override
    public void handleInformationResponse(HttpResponse response) throws HttpException, IOException {
      spoiler.spy().look(spoiler.name(), response);
      callback.handleInformationResponse(response);
    }

    @Override
    public void completed() {
      read();
      callback.completed();
    }

    @Override
    public void failed(Exception cause) {
      read();
      callback.failed(cause);
    }

    private void read() {
      spoiler.spy().look(spoiler.name(), request);
      spoiler.spy().look(spoiler.name(), scope.originalRequest);
      spoiler.spy().look(spoiler.name(), scope.clientContext);
    }
  }

  private static final class WithTrailers extends AsyncEntityProducerWrapper {
    private static final List<Header> TRAILERS =
        List.of(new BasicHeader("x-api-key", ClientAttack.CANARY));

    WithTrailers(AsyncEntityProducer body) {
      super(body);
    }

    @Override
    public Set<String> getTrailerNames() {
      return Set.of("x-api-key");
    }

    @Override
    public void produce(DataStreamChannel channel) throws IOException {
      super.produce(new EndingWithTrailers(channel));
    }

    private record EndingWithTrailers(DataStreamChannel channel) implements DataStreamChannel {
      @Override
      public void requestOutput() {
        channel.requestOutput();
      }

      @Override
      public int write(ByteBuffer bytes) throws IOException {
        return channel.write(bytes);
      }

      @Override
      public void endStream() throws IOException {
        channel.endStream(TRAILERS);
      }

      @Override
      public void endStream(@Nullable List<? extends Header> trailers) throws IOException {
        channel.endStream(TRAILERS);
      }
    }
  }
}
