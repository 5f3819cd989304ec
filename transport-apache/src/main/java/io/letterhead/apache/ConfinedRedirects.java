package io.letterhead.apache;

import com.google.common.base.Strings;
import org.apache.hc.client5.http.impl.DefaultRedirectStrategy;
import org.apache.hc.core5.http.HttpException;
import org.apache.hc.core5.http.HttpHost;
import org.apache.hc.core5.http.HttpRequest;
import org.apache.hc.core5.http.HttpResponse;
import org.apache.hc.core5.http.ProtocolException;
import org.apache.hc.core5.http.protocol.HttpContext;

/**
 * Follows a redirect only to the provider that sent it, or from an origin of no provider to another
 * such; every other one is returned. Each attempt is decided afresh besides: this is so that the
 * application gets the redirect, and not a refusal.
 */
final class ConfinedRedirects extends DefaultRedirectStrategy {

  private final Enforcement enforcement;

  ConfinedRedirects(Enforcement enforcement) {
    this.enforcement = enforcement;
  }

  /** A redirect whose location cannot be read is none: the application may look at it. */
  @Override
  public boolean isRedirected(HttpRequest request, HttpResponse response, HttpContext context)
      throws ProtocolException {
    if (!super.isRedirected(request, response, context)) {
      return false;
    }
    try {
      return getLocationURI(request, response, context).getHost() != null;
    } catch (HttpException unreadable) {
      return false;
    }
  }

  @Override
  public boolean isRedirectAllowed(
      HttpHost currentTarget, HttpHost newTarget, HttpRequest redirect, HttpContext context) {
    return super.isRedirectAllowed(currentTarget, newTarget, redirect, context)
        && (redirect.getAuthority() == null || redirect.getAuthority().getUserInfo() == null)
        && enforcement.isSameDestination(
            Destination.of(context), Server.of(newTarget), Strings.nullToEmpty(redirect.getPath()));
  }
}
