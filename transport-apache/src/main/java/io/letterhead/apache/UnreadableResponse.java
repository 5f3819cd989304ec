package io.letterhead.apache;

import com.google.common.base.Throwables;
import java.io.IOException;
import org.apache.hc.core5.http.HttpException;
import org.apache.hc.core5.http.HttpResponse;
import org.apache.hc.core5.http.HttpStatus;
import org.apache.hc.core5.http.MalformedChunkCodingException;
import org.apache.hc.core5.http.ProtocolException;

/**
 * A response that cannot be read, without its bytes: HttpClient's own exceptions quote them, and an
 * origin may send the credential back in what is no field, where no policy of responses sees it.
 */
final class UnreadableResponse extends ProtocolException {
  private static final long serialVersionUID = 1L;

  private UnreadableResponse(String message) {
    super(message);
  }

  /**
   * Refuses a switch of protocols, which would leave the policy behind.
   *
   * @param informational a head before the response
   */
  static void refuseSwitch(HttpResponse informational) throws UnreadableResponse {
    if (informational.getCode() == HttpStatus.SC_SWITCHING_PROTOCOLS) {
      throw new UnreadableResponse("the origin switches protocols, which nobody asked for");
    }
  }

  /** The same failure, of a kind that is retried or not as before, without what quotes bytes. */
  static Exception unquoted(Exception failure) {
    if (failure instanceof HttpException known) {
      return unquoted(known);
    }
    return failure instanceof IOException known ? unquoted(known) : failure;
  }

  static HttpException unquoted(HttpException failure) {
    boolean ours = failure instanceof RefusedException || failure instanceof UnreadableResponse;
    return ours ? failure : new UnreadableResponse(said(failure));
  }

  static IOException unquoted(IOException failure) {
    if (failure.getClass() == MalformedChunkCodingException.class) {
      return new MalformedChunkCodingException(said(failure));
    }
    boolean quotes =
        Throwables.getCausalChain(failure).stream().anyMatch(HttpException.class::isInstance);
    return quotes ? new IOException(said(failure)) : failure;
  }

  private static String said(Exception failure) {
    return "the response cannot be read: " + failure.getClass().getSimpleName();
  }
}
