package io.letterhead.apache;

import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.hc.client5.http.async.methods.SimpleHttpResponse;
import org.apache.hc.client5.http.async.methods.SimpleResponseConsumer;
import org.apache.hc.client5.http.impl.async.CloseableHttpAsyncClient;
import org.apache.hc.core5.http.Header;
import org.apache.hc.core5.http.message.BasicHttpRequest;
import org.apache.hc.core5.http.nio.support.BasicRequestProducer;
import org.apache.hc.core5.io.CloseMode;

/**
 * The async client under test.
 *
 * @param client the client, started
 */
record AsyncClient(CloseableHttpAsyncClient client) implements ClientUnderTest {

  static AsyncClient started(CloseableHttpAsyncClient client) {
    client.start();
    return new AsyncClient(client);
  }

  @Override
  public ClientOutcome send(AttackRequest attack) throws InterruptedException {
    try {
      return ClientOutcome.of(begin(attack).get(20, TimeUnit.SECONDS), attack.context());
    } catch (ExecutionException failure) {
      Throwable cause = failure.getCause();
      return ClientOutcome.of(cause == null ? failure : cause, attack.context());
    } catch (CancellationException | TimeoutException failure) {
      return ClientOutcome.of(failure, attack.context());
    }
  }

  /** Sends the request, and does not wait. */
  Future<SimpleHttpResponse> begin(AttackRequest attack) {
    BasicHttpRequest request =
        new BasicHttpRequest(
            attack.method(), attack.target().getSchemeName(), attack.authority(), attack.path());
    request.setAbsoluteRequestUri(attack.isAbsolute());
    for (Header field : attack.fields()) {
      request.addHeader(field);
    }
    AttackBody body = attack.body();
    return client.execute(
        attack.target(),
        new BasicRequestProducer(request, body == null ? null : body.producer()),
        SimpleResponseConsumer.create(),
        null,
        attack.context(),
        null);
  }

  @Override
  public void close() {
    client.close(CloseMode.GRACEFUL);
  }
}
