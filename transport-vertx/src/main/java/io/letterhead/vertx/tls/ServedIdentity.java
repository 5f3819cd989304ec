package io.letterhead.vertx.tls;

import io.vertx.core.net.KeyCertOptions;
import java.net.Socket;
import java.security.Principal;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.util.function.Supplier;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.X509ExtendedKeyManager;
import org.jspecify.annotations.Nullable;

/**
 * The identity in force, asked for at each handshake, so that a new certificate is shown from one
 * connection to the next while those that stand go on. Safe for use by several threads.
 *
 * <p>A handshake asks three times: which, its key, its chain. What is in force may change between,
 * so the answer to the first names the identity, and the one before the last is kept.
 */
public final class ServedIdentity extends X509ExtendedKeyManager {

  private record Shown(String alias, TlsIdentity identity) {}

  private final Supplier<TlsIdentity> inForce;
  private volatile Shown latest;
  private volatile Shown former;
  private int shown;

  /**
   * @param inForce the identity in force
   */
  public ServedIdentity(Supplier<TlsIdentity> inForce) {
    this.inForce = inForce;
    this.latest = new Shown("0", inForce.get());
    this.former = latest;
  }

  /** The same for Vert.x. */
  public KeyCertOptions options() {
    return KeyCertOptions.wrap(this);
  }

  private synchronized Shown now() {
    TlsIdentity wanted = inForce.get();
    if (!latest.identity().equals(wanted)) {
      former = latest;
      latest = new Shown(Integer.toString(++shown), wanted);
    }
    return latest;
  }

  private @Nullable TlsIdentity named(String alias) {
    for (Shown each : new Shown[] {latest, former}) {
      if (each.alias().equals(alias)) {
        return each.identity();
      }
    }
    return null;
  }

  @Override
  public @Nullable String chooseEngineServerAlias(
      String keyType, Principal @Nullable [] issuers, @Nullable SSLEngine engine) {
    Shown shownNow = now();
    boolean usable =
        shownNow.identity().keys().chooseEngineServerAlias(keyType, issuers, engine) != null;
    return usable ? shownNow.alias() : null;
  }

  @Override
  public @Nullable PrivateKey getPrivateKey(String alias) {
    TlsIdentity identity = named(alias);
    return identity == null ? null : identity.key();
  }

  @Override
  public X509Certificate @Nullable [] getCertificateChain(String alias) {
    TlsIdentity identity = named(alias);
    return identity == null ? null : identity.chain();
  }

  @Override
  public @Nullable String chooseServerAlias(
      String keyType, Principal @Nullable [] issuers, @Nullable Socket socket) {
    return chooseEngineServerAlias(keyType, issuers, null);
  }

  @Override
  public String @Nullable [] getServerAliases(String keyType, Principal @Nullable [] issuers) {
    String alias = chooseEngineServerAlias(keyType, issuers, null);
    return alias == null ? null : new String[] {alias};
  }

  @Override
  public String @Nullable [] getClientAliases(String keyType, Principal @Nullable [] issuers) {
    return null;
  }

  @Override
  public @Nullable String chooseClientAlias(
      String[] keyTypes, Principal @Nullable [] issuers, @Nullable Socket socket) {
    return null;
  }
}
