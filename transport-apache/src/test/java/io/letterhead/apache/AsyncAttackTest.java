package io.letterhead.apache;

/** All attacks on the async client over HTTP/1.1. */
class AsyncAttackTest extends AttackSuite {

  AsyncAttackTest() {
    super(
        ClientKind.ASYNC,
        AttackTestbed.of(H1Origin::start, origin -> Clients.async(origin, builder -> {})),
        spy ->
            AttackTestbed.of(
                H1Origin::start, origin -> Clients.async(origin, new HostileCompany(spy)::join)));
  }
}
