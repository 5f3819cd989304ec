package io.letterhead.cli;

import com.google.common.base.Ascii;
import com.google.common.collect.ImmutableList;
import io.letterhead.cli.child.Ports;
import io.letterhead.policy.Decision;
import io.letterhead.policy.Origin;
import io.letterhead.policy.OutboundHead;
import io.letterhead.policy.PolicyGeneration;
import io.letterhead.policy.ProviderPolicy;
import io.letterhead.policy.RejectedException;
import io.letterhead.policy.RequestHead;
import io.letterhead.policy.RequestTarget;
import io.letterhead.policy.UnusableSecret;
import io.letterhead.vertx.Revision;
import java.net.InetAddress;
import java.util.Optional;

/** The provider whose origin is a model server of ours: what must hold of it, and its key. */
final class ChildProvider {

  private static final String BEARER = "Bearer ";

  private final Origin origin;
  private final String name;
  private final Optional<String> key;

  private ChildProvider(Origin origin, String name, Optional<String> key) {
    this.origin = origin;
    this.name = name;
    this.key = key;
  }

  /**
   * The provider of that name.
   *
   * @param health where it is going to be asked whether it is up
   * @throws CommandException if there is none, its origin is not on this machine, or the policy
   *     lets no such question leave
   */
  static ChildProvider of(Revision revision, String name, String health) {
    PolicyGeneration generation = revision.policy();
    ProviderPolicy provider = generation.policy().providers().get(name);
    if (provider == null) {
      throw failure(
          "there is no provider "
              + Escaped.line(name)
              + " in the policy; it has "
              + String.join(", ", generation.policy().providers().keySet()));
    }
    if (!provider.origin().isLoopback()) {
      throw failure(
          "the origin of provider "
              + name
              + " is "
              + provider.origin()
              + "; a model server that is started here is reached on localhost, 127.0.0.1 or ::1");
    }
    for (UnusableSecret lost : generation.unusable()) {
      if (lost.provider().equals(name)) {
        throw failure("provider " + name + ": secret " + lost.secret() + ": " + lost.reason());
      }
    }
    OutboundHead leaves = new OutboundHead();
    if (generation.evaluate(provider, question(health), leaves) instanceof Decision.Reject reject) {
      throw failure(
          "the policy rejects `GET "
              + Escaped.line(health)
              + "` to provider "
              + name
              + ", so it cannot be asked whether it is up: "
              + reject.rejection().reason().id());
    }
    return new ChildProvider(provider.origin(), name, bearer(leaves));
  }

  private static RequestHead question(String health) {
    try {
      return RequestHead.builder("GET", RequestTarget.parse(health)).build();
    } catch (RejectedException e) {
      throw failure("--health is no path, such as /health: " + Escaped.line(health));
    }
  }

  /** What follows {@code Bearer} in the field that leaves. */
  private static Optional<String> bearer(OutboundHead leaves) {
    for (int i = 0; i < leaves.size(); i++) {
      if (Ascii.equalsIgnoreCase(leaves.name(i), "Authorization")
          && leaves.value(i).startsWith(BEARER)) {
        return Optional.of(leaves.value(i).substring(BEARER.length()));
      }
    }
    return Optional.empty();
  }

  /**
   * Looks whether the origin is still to come.
   *
   * @throws CommandException if somebody listens there already, who would be taken for it
   */
  void requireFreePort() {
    if (Ports.isTaken(origin.host(), origin.port())) {
      throw failure(
          "something listens at "
              + origin.authority()
              + " already, and would be taken for the model server; end it, or choose another"
              + " port");
    }
  }

  /** The bearer token that its requests carry; empty where they carry none. */
  Optional<String> key() {
    return key;
  }

  /**
   * The bearer token that its requests carry.
   *
   * @throws CommandException if they carry none
   */
  String requireKey() {
    return key.orElseThrow(
        () ->
            failure(
                "requests to provider "
                    + name
                    + " carry no bearer token in `Authorization`, so --child-key-env has none to"
                    + " give"));
  }

  /** What an operator should know once the server is up. */
  ImmutableList<String> warnings() {
    return Ports.openBeyondLoopback(origin.port()).stream()
        .map(InetAddress::getHostAddress)
        .map(
            address ->
                "letterhead: warning: model server "
                    + name
                    + " listens on "
                    + address
                    + " too, where it is reached around the gateway; start it with --host"
                    + " 127.0.0.1")
        .collect(ImmutableList.toImmutableList());
  }

  private static CommandException failure(String message) {
    return new CommandException(ExitCode.FAILED, message);
  }

  /** The name. */
  @Override
  public String toString() {
    return name;
  }
}
