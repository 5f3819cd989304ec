package io.letterhead.apache;

import io.letterhead.policy.Rejection;
import java.io.IOException;
import org.apache.hc.core5.http.ClassicHttpRequest;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.HttpException;
import org.apache.hc.core5.http.impl.io.HttpRequestExecutor;
import org.apache.hc.core5.http.io.HttpClientConnection;
import org.apache.hc.core5.http.io.HttpResponseInformationCallback;
import org.apache.hc.core5.http.protocol.HttpContext;
import org.jspecify.annotations.Nullable;

/**
 * The last point before bytes of the classic client, behind everything that can change a message:
 * writes what was decided, to a connection that may carry it, and nothing else.
 */
final class SealedRequestExecutor extends HttpRequestExecutor {

  @Override
  public ClassicHttpResponse execute(
      ClassicHttpRequest request,
      HttpClientConnection connection,
      @Nullable HttpResponseInformationCallback information,
      HttpContext context)
      throws IOException, HttpException {
    if (!(request instanceof SealedRequest sealed)) {
      throw new RefusedException(
          Rejection.Reason.SEAL, "the message to be sent is not one that was decided");
    }
    sealed.outgoing().requirePeer(connection.getSSLSession(), connection.getRemoteAddress());
    return super.execute(request, connection, information, context);
  }
}
