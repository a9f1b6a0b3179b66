package dev.meridian.jdbc.topology;

import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutionException;

/**
 * A rule that looks right and is not, and the circumstances in which it shows. Each is tried by the
 * same proof as the right ones, which must catch it.
 */
enum WrongRule {
  /** Moves when a transaction has arrived, before it is applied. */
  RECEIVED_LSN(400) {
    @Override
    PositionProof proof(ProofDatabase database) throws SQLException {
      database.commitSlowly();
      return proof(database, false, List.of(Work.insert())).with(PositionRule.RECEIVED);
    }
  },

  /** Moves before what is applied is visible, and not at all for what is not published. */
  REMOTE_LSN(400) {
    @Override
    PositionProof proof(ProofDatabase database) {
      return proof(database, false, List.of(Work.unpublished())).with(PositionRule.REMOTE);
    }
  },

  /** Stays behind now and then while the primary is idle. */
  LATEST_END_LSN_ALONE(1_000) {
    @Override
    PositionProof proof(ProofDatabase database) {
      return proof(database, false, List.of(Work.insert())).with(PositionRule.LATEST_END);
    }
  },

  /** Stands behind a page header, where no commit ends. */
  RAW_INSERT_LSN(5) {
    @Override
    PositionProof proof(ProofDatabase database) {
      return proof(database, true, List.of(Work.endingItsSegment())).with(TokenRule.RAW_INSERT);
    }
  },

  /** Stands before the commit itself, which nobody has flushed. */
  FLUSH_LSN_OF_AN_ASYNCHRONOUS_COMMIT(20) {
    @Override
    PositionProof proof(ProofDatabase database) {
      return proof(database, true, List.of(Work.asynchronously())).with(TokenRule.FLUSH_ALWAYS);
    }
  };

  private static final Duration HANG = Duration.ofMillis(1_500);

  private final int commitsEach;

  WrongRule(int commitsEach) {
    this.commitsEach = commitsEach;
  }

  abstract PositionProof proof(ProofDatabase database) throws SQLException;

  /** The proof's counts at its first catch, or at its end without one. */
  Tally run(ProofDatabase database) throws SQLException, InterruptedException, ExecutionException {
    database.subscribe("s", "", "proof");
    return proof(database).untilCaught(HANG).run(commitsEach);
  }

  PositionProof proof(ProofDatabase database, boolean standby, List<Work> works) {
    return PositionProof.of("wrong: " + name(), database, standby, works);
  }
}
