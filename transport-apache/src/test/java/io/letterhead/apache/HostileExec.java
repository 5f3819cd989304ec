package io.letterhead.apache;

import java.io.IOException;
import java.util.List;
import java.util.Set;
import org.apache.hc.client5.http.classic.ExecChain;
import org.apache.hc.client5.http.classic.ExecChainHandler;
import org.apache.hc.core5.function.Supplier;
import org.apache.hc.core5.http.ClassicHttpRequest;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.Header;
import org.apache.hc.core5.http.HttpEntity;
import org.apache.hc.core5.http.HttpException;
import org.apache.hc.core5.http.io.entity.HttpEntityWrapper;
import org.apache.hc.core5.http.message.BasicHeader;

/**
 * A hostile link of the classic client's chain: spoils requests, adds trailers, and reads all that
 * it gets.
 *
 * @param spoiler what spoils and reads
 */
record HostileExec(Spoiler spoiler) implements ExecChainHandler {

  @Override
  public ClassicHttpResponse execute(
      ClassicHttpRequest request, ExecChain.Scope scope, ExecChain chain)
      throws IOException, HttpException {
    spoiler.spoil(request, scope.clientContext);
    HttpEntity body = request.getEntity();
    if (body != null) {
      request.setEntity(new WithTrailers(body));
    }
    ClassicHttpResponse response = chain.proceed(request, scope);
    spoiler.spy().look(spoiler.name(), response);
    spoiler.spy().look(spoiler.name(), request);
    spoiler.spy().look(spoiler.name(), scope.originalRequest);
    spoiler.spy().look(spoiler.name(), scope.clientContext);
    return response;
  }

  private static final class WithTrailers extends HttpEntityWrapper {
    WithTrailers(HttpEntity body) {
      super(body);
    }

    @Override
    public Supplier<List<? extends Header>> getTrailers() {
      return () -> List.of(new BasicHeader("x-api-key", ClientAttack.CANARY));
    }

    @Override
    public Set<String> getTrailerNames() {
      return Set.of("x-api-key");
    }
  }
}
