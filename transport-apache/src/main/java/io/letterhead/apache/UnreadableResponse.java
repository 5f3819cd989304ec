package io.letterhead.apache;

import com.google.common.base.Throwables;
import java.io.IOException;
import org.apache.hc.core5.http.HttpException;
import org.apache.hc.core5.http.MalformedChunkCodingException;
import org.apache.hc.core5.http.ProtocolException;

/**
 * A response that cannot be read, without its bytes: HttpClient's own exceptions quote them, and an
 * origin may send the credential back in what is no field, where no policy of responses sees it.
 */
final class UnreadableResponse extends ProtocolException {
  private static final long serialVersionUID = 1L;

  UnreadableResponse(String message) {
    super(message);
  }

  /** The same failure, of a kind that is retried or not as before, without what quotes bytes. */
  static Exception unquoted(Exception failure) {
    if (failure instanceof RefusedException || failure instanceof UnreadableResponse) {
      return failure;
    } else if (failure instanceof HttpException) {
      return new UnreadableResponse(said(failure));
    }
    return failure instanceof IOException known ? unquoted(known) : failure;
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
