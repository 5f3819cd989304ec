/**
 * The policy inside Apache HttpClient 5, classic and async.
 *
 * <p>A request's way: the outermost link of the client's chain ({@code PolicyExec}, {@code
 * PolicyAsyncExec}) puts a guard around what owns the connection ({@code PolicyExecRuntime}, {@code
 * PolicyAsyncExecRuntime}). Every attempt ends there, behind all interceptors: {@code Enforcement}
 * finds the provider of the connection's route and asks the policy, and a {@code WireHead}, made of
 * the decision alone, is what is written.
 *
 * <p>Starting points:
 *
 * <ul>
 *   <li>{@link io.letterhead.apache.PolicyHttpClient}: the classic client
 *   <li>{@link io.letterhead.apache.PolicyHttpAsyncClient}: the async client
 *   <li>{@link io.letterhead.apache.CallerContext}: what the application says of one request
 * </ul>
 */
@NullMarked
package io.letterhead.apache;

import org.jspecify.annotations.NullMarked;
