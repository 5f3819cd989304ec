package io.letterhead.apache;

import java.io.IOException;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.core5.http.Header;
import org.apache.hc.core5.http.io.entity.EntityUtils;
import org.apache.hc.core5.http.message.BasicClassicHttpRequest;
import org.apache.hc.core5.io.CloseMode;

/**
 * The classic client under test.
 *
 * @param client the client
 */
record ClassicClient(CloseableHttpClient client) implements ClientUnderTest {

  @Override
  public ClientOutcome send(AttackRequest attack) {
    BasicClassicHttpRequest request =
        new BasicClassicHttpRequest(
            attack.method(), attack.target().getSchemeName(), attack.authority(), attack.path());
    request.setAbsoluteRequestUri(attack.isAbsolute());
    for (Header field : attack.fields()) {
      request.addHeader(field);
    }
    AttackBody body = attack.body();
    if (body != null) {
      request.setEntity(body.entity());
    }
    try {
      return client.execute(
          attack.target(),
          request,
          attack.context(),
          response -> {
            EntityUtils.consume(response.getEntity());
            return ClientOutcome.of(response, attack.context());
          });
    } catch (IOException | RuntimeException failure) {
      return ClientOutcome.of(failure, attack.context());
    }
  }

  @Override
  public void close() {
    client.close(CloseMode.IMMEDIATE);
  }
}
