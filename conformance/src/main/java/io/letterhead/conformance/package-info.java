/**
 * What a transport is tested with on the wire: recording origins, a raw client, the attack corpus.
 *
 * <p>Requests are read and written as bytes, so that no library's view of a message stands between
 * a test and what was sent. For HTTP/2, Netty speaks the protocol and expands header blocks; what
 * is recorded is taken from the bytes before Netty sees them. Bytes are held as ISO-8859-1 strings,
 * which keep each of them as one character.
 *
 * <p>Starting points:
 *
 * <ul>
 *   <li>{@link io.letterhead.conformance.RecordingOrigin}: a provider's stand-in, which keeps every
 *       byte that it receives
 *   <li>{@link io.letterhead.conformance.H2RecordingOrigin}: its sibling for HTTP/2
 *   <li>{@link io.letterhead.conformance.Responders}: how it answers
 *   <li>{@link io.letterhead.conformance.ChatCompletionsOrigin}: the same, speaking chat
 *       completions
 *   <li>{@link io.letterhead.conformance.RawClient}: a caller that sends exact bytes
 *   <li>{@link io.letterhead.conformance.AttackCorpus}: what a hostile caller sends, and {@link
 *       io.letterhead.conformance.AttackExchange}, which tries it
 * </ul>
 */
@NullMarked
package io.letterhead.conformance;

import org.jspecify.annotations.NullMarked;
