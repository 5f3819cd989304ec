package io.letterhead.vertx.access;

import io.lettuce.core.RedisURI;
import io.lettuce.core.SslOptions;
import io.lettuce.core.SslVerifyMode;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Where a Redis is, and how long it may take.
 *
 * @param uri its address and credentials, which it does not show as text
 * @param takeLimit how long a take may wait for it
 * @param connectLimit how long a connection may take, and each answer until it is usable
 * @param tls what is trusted
 */
record RedisSettings(RedisURI uri, Duration takeLimit, Duration connectLimit, SslOptions tls) {

  private static final Duration TAKE_LIMIT = Duration.ofMillis(250);
  private static final Duration CONNECT_LIMIT = Duration.ofSeconds(1);

  /**
   * Reads an address.
   *
   * @throws IllegalArgumentException if it is none; the message does not quote it
   */
  static RedisSettings of(URI address) {
    String scheme = address.getScheme();
    String host = address.getHost();
    if (host == null
        || !("redis".equals(scheme) || "rediss".equals(scheme))
        || address.getPort() == 0
        || address.getPort() > 65535
        || address.getRawQuery() != null
        || address.getRawFragment() != null) {
      throw new IllegalArgumentException(
          "no address of a Redis (expected: such as redis://127.0.0.1:6379)");
    }
    RedisURI.Builder uri =
        RedisURI.builder()
            .withHost(host.startsWith("[") ? host.substring(1, host.length() - 1) : host)
            .withPort(address.getPort() < 0 ? RedisURI.DEFAULT_REDIS_PORT : address.getPort())
            .withSsl("rediss".equals(scheme))
            .withVerifyPeer(SslVerifyMode.FULL)
            .withDatabase(database(address.getRawPath()))
            .withTimeout(CONNECT_LIMIT);
    authenticate(uri, address.getRawUserInfo());
    return new RedisSettings(
        uri.build(), TAKE_LIMIT, CONNECT_LIMIT, SslOptions.builder().jdkSslProvider().build());
  }

  /** The same Redis, with another limit for takes. */
  RedisSettings withTakeLimit(Duration limit) {
    return new RedisSettings(uri, limit, connectLimit, tls);
  }

  /** The same Redis, with other trust. */
  RedisSettings withTls(SslOptions other) {
    return new RedisSettings(uri, takeLimit, connectLimit, other);
  }

  /** Host and port, for people. */
  String place() {
    String host = uri.getHost();
    return (host.indexOf(':') < 0 ? host : "[" + host + "]") + ":" + uri.getPort();
  }

  private static int database(String path) {
    if (path.isEmpty() || path.equals("/")) {
      return 0;
    }
    if (!path.matches("/[0-9]{1,5}")) {
      throw new IllegalArgumentException(
          "the path of a Redis is the number of a database (expected: such as /0)");
    }
    return Integer.parseInt(path.substring(1));
  }

  private static void authenticate(RedisURI.Builder uri, @Nullable String userInfo) {
    if (userInfo == null) {
      return;
    }
    int colon = userInfo.indexOf(':');
    String user = decoded(userInfo.substring(0, Math.max(colon, 0)));
    String password = decoded(userInfo.substring(colon + 1));
    if (password.isEmpty()) {
      throw new IllegalArgumentException("no password before the `@` of a Redis's address");
    }
    if (user.isEmpty()) {
      uri.withPassword(password.toCharArray());
    } else {
      uri.withAuthentication(user, password.toCharArray());
    }
  }

  private static String decoded(String text) {
    return URLDecoder.decode(text.replace("+", "%2B"), StandardCharsets.UTF_8);
  }
}
