package io.letterhead.apache;

import com.google.common.base.Strings;
import io.letterhead.policy.FieldName;
import io.letterhead.policy.Rejection;
import io.letterhead.policy.RequestFact;
import io.letterhead.policy.RequestHead;
import io.letterhead.policy.RequestTarget;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.apache.hc.core5.http.Header;
import org.apache.hc.core5.http.HttpRequest;

/**
 * A request's head while it is copied out of HttpClient's message: each name and value is asked for
 * once, so an object that answers otherwise later lies to nobody. For one thread and one attempt.
 */
final class Snapshot {

  private final RequestHead.Builder head;
  private final List<String> proxyClaims = new ArrayList<>();

  private Snapshot(RequestHead.Builder head) {
    this.head = head;
  }

  /**
   * @param proxyReads whether a proxy reads the message: what the client says to it is no field of
   *     the message to the origin, and no policy's to judge
   */
  static Snapshot of(HttpRequest request, String method, RequestTarget target, boolean proxyReads) {
    Snapshot snapshot = new Snapshot(RequestHead.builder(method, target));
    for (Header field : request.getHeaders()) {
      String name = Strings.nullToEmpty(field.getName());
      String value = Strings.nullToEmpty(field.getValue());
      if (proxyReads && ProxyClaims.isClaim(name)) {
        snapshot.proxyClaims.add(value);
      } else {
        snapshot.head.add(name, value);
      }
    }
    return snapshot;
  }

  /** Adds what the application says of the request; its data not among it. */
  Snapshot with(CallerContext caller) {
    head.caller(caller.fact(RequestFact.CALLER_ID))
        .clientAddress(caller.fact(RequestFact.CLIENT_ADDRESS))
        .scheme(caller.fact(RequestFact.SCHEME))
        .host(caller.fact(RequestFact.HOST));
    caller.fields().forEach(field -> head.add(field.name().spelled(), field.value()));
    return this;
  }

  /** Adds those fields of the client whose names are not there yet. */
  Snapshot with(List<CallerField> defaults) {
    if (!defaults.isEmpty()) {
      Set<String> before = names();
      for (CallerField field : defaults) {
        if (!before.contains(field.name().folded())) {
          head.add(field.name().spelled(), field.value());
        }
      }
    }
    return this;
  }

  /**
   * Adds the caller's data under the name that carries it.
   *
   * @throws RefusedException if there is data, and nothing that carries it
   */
  Snapshot withData(Optional<String> data, Optional<FieldName> carrier) throws RefusedException {
    if (data.isPresent()) {
      if (carrier.isEmpty()) {
        throw new RefusedException(
            Rejection.Reason.CALLER_DATA, "there is data of the caller, and no carrier for it");
      }
      head.add(carrier.get().spelled(), data.get());
    }
    return this;
  }

  /** What is said to the proxy that reads the message. */
  List<String> proxyClaims() {
    return proxyClaims;
  }

  RequestHead head() {
    return head.build();
  }

  /** The folded names of all that is there and is a field name. */
  private Set<String> names() {
    RequestHead known = head.build();
    Set<String> names = new HashSet<>();
    for (int i = 0; i < known.size(); i++) {
      if (FieldName.isToken(known.name(i))) {
        names.add(FieldName.fold(known.name(i)));
      }
    }
    return names;
  }
}
