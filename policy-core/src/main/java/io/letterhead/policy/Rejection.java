package io.letterhead.policy;

import static java.util.Objects.requireNonNull;

import java.util.Comparator;
import java.util.Locale;

/**
 * Why a request does not leave: a reason, the field that it is about, and a message that holds no
 * value of any field.
 *
 * @param reason the kind of reason
 * @param field the field's name, with anything but printable ASCII escaped; empty where none is
 *     meant
 * @param message what is wrong, for the caller and for logs; it never shows a value
 */
public record Rejection(Reason reason, String field, String message) {

  /**
   * The order in which a request that could be rejected twice shows one reason: so the order of its
   * fields does not matter.
   */
  static final Comparator<Rejection> ORDER =
      Comparator.comparing(Rejection::reason)
          .thenComparing(Rejection::field)
          .thenComparing(Rejection::message);

  /** The kinds of reasons. */
  public enum Reason {
    /** The method is no token. */
    MALFORMED_METHOD("malformed-method"),
    /** CONNECT and TRACE are never sent: no secret may go into a tunnel or come back in an echo. */
    METHOD_REFUSED("method-refused"),
    /** The request target is not one that can be sent on as it was understood. */
    MALFORMED_TARGET("malformed-target"),
    /** A field's name is no token. */
    MALFORMED_NAME("malformed-name"),
    /** A field's value holds a control character, or a character that is no byte. */
    MALFORMED_VALUE("malformed-value"),
    /** The caller's data is not what the policy can read. */
    CALLER_DATA("caller-data"),
    /** A field that would pass holds a byte above 0x7F. */
    NON_ASCII("non-ascii"),
    /** A second field for a name that takes one. */
    REPEATED("repeated"),
    /** Two spellings of one name that differ in more than case. */
    SPELLINGS("spellings"),
    /** The policy owns the name, and says that such a field rejects the request. */
    SEALED("sealed"),
    /** A {@code deny} takes the field, and the policy says that this rejects the request. */
    DENIED("denied"),
    /** No rule lets the field pass, and the policy says that this rejects the request. */
    UNLISTED("unlisted"),
    /** A guard of the rule that lets the field pass does not hold. */
    GUARD("guard"),
    /** What a caller brings is not one credential of the form that the policy takes. */
    BROUGHT("brought"),
    /** A required field would not leave. */
    REQUIRED("required"),
    /** No rule of a credential's slot holds, and nothing is sent without its credential. */
    NO_CREDENTIAL("no-credential"),
    /** A credential's secret is missing or unusable. */
    SECRET("secret"),
    /** A plug-in failed, or did what its footprint does not say. */
    PLUG_IN("plug-in"),
    /** The request matches no provider. */
    NO_PROVIDER("no-provider"),
    /** A credential would leave without TLS, and the policy does not allow that. */
    CLEARTEXT("cleartext"),
    /** The message that would be written is not the one that was decided. */
    SEAL("seal");

    private final String id;

    Reason(String id) {
      this.id = id;
    }

    /** The stable kebab-case name, as tests and results write it. */
    public String id() {
      return id;
    }
  }

  /**
   * @throws NullPointerException if an argument is null
   */
  public Rejection {
    requireNonNull(reason, "reason");
    requireNonNull(field, "field");
    requireNonNull(message, "message");
  }

  /** A rejection about one field, whose name is made printable: "the field `NAME` WHAT". */
  static Rejection ofField(Reason reason, String name, String what) {
    String shown = printable(name);
    return new Rejection(reason, shown, "the field `" + shown + "` " + what);
  }

  static Rejection ofName(String name) {
    return ofField(Reason.MALFORMED_NAME, name, "is no field name");
  }

  static Rejection ofValue(String name) {
    return ofField(
        Reason.MALFORMED_VALUE, name, "holds a control character or one that is no byte");
  }

  static Rejection ofMethod() {
    return new Rejection(Reason.MALFORMED_METHOD, "", "the method is no token");
  }

  /** The rejection of a field for which the policy does not put up with its removal. */
  static Rejection of(Removal removal, String name) {
    return switch (removal) {
      case SEALED -> ofField(Reason.SEALED, name, "is the policy's to write");
      case DENIED -> ofField(Reason.DENIED, name, "is denied");
      case UNLISTED -> ofField(Reason.UNLISTED, name, "is none that the policy lets pass");
      case NOMINATED, TRANSPORT, REFLECTED -> throw new AssertionError(removal);
    };
  }

  /** A name as it may be shown: at most 64 characters, all of them printable ASCII. */
  static String printable(String name) {
    StringBuilder shown = new StringBuilder();
    for (int i = 0; i < name.length() && i < 64; i++) {
      char c = name.charAt(i);
      if (c >= 0x20 && c < 0x7F && c != '\\') {
        shown.append(c);
      } else {
        shown.append(String.format(Locale.ROOT, "\\u%04x", (int) c));
      }
    }
    return name.length() > 64 ? shown.append("...").toString() : shown.toString();
  }
}
