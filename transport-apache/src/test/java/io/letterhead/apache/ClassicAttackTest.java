package io.letterhead.apache;

/** All attacks on the classic client. */
class ClassicAttackTest extends AttackSuite {

  ClassicAttackTest() {
    super(
        ClientKind.CLASSIC,
        AttackTestbed.of(H1Origin::start, origin -> Clients.classic(origin, builder -> {})),
        spy ->
            AttackTestbed.of(
                H1Origin::start, origin -> Clients.classic(origin, new HostileCompany(spy)::join)));
  }
}
