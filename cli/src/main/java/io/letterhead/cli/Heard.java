package io.letterhead.cli;

import io.letterhead.policy.Decision;
import io.letterhead.policy.OutboundHead;

/**
 * A decision as the gateway told it.
 *
 * @param leaves what was decided to leave
 * @param decision the decision
 */
record Heard(OutboundHead leaves, Decision decision) {}
