package io.letterhead.apache;

import io.letterhead.conformance.OriginAnswer;
import java.net.URI;
import java.util.List;
import java.util.function.Function;

/** The origin of a provider while clients are attacked, whatever the version of HTTP. */
interface AttackOrigin extends AutoCloseable {

  URI uri();

  /** Answers each request as the function says, from the next one on. */
  void answerWith(Function<Seen, OriginAnswer> answers);

  /** Forgets what was received, and waits until nothing is half received. */
  void forget() throws InterruptedException;

  /** What was received since, when nothing is half received any more. */
  List<Seen> seen() throws InterruptedException;

  /** What was received, when all that a client has sent that is closed now was received. */
  List<Seen> seenAtLast() throws InterruptedException;

  int connections();

  int openConnections();

  @Override
  void close();
}
