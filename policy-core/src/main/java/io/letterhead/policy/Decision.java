package io.letterhead.policy;

import static java.util.Objects.requireNonNull;

/** What an evaluation came to. */
public sealed interface Decision {

  /**
   * The request leaves, with what the sink heard.
   *
   * @param target the request target for the origin: its base path, the canonical path, and the
   *     query without credentials (RFC 9112, section 3.2.1)
   */
  record Forward(String target) implements Decision {

    /**
     * @throws NullPointerException if {@code target} is null
     */
    public Forward {
      requireNonNull(target, "target");
    }

    /** The path; a query may hold a credential, so it is not shown. */
    @Override
    public String toString() {
      int mark = target.indexOf('?');
      return "Forward[" + (mark < 0 ? target : target.substring(0, mark)) + "]";
    }
  }

  /**
   * The request does not leave.
   *
   * @param rejection why
   */
  record Reject(Rejection rejection) implements Decision {

    /**
     * @throws NullPointerException if {@code rejection} is null
     */
    public Reject {
      requireNonNull(rejection, "rejection");
    }
  }
}
