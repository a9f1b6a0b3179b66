package dev.meridian.testkit;

import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Map;

/**
 * Makes and runs the servers of one world. Whatever runs them, each listens on its node's port of
 * 127.0.0.1, reaches the links there, and keeps its files in the world's directory on this machine.
 */
interface ServerLauncher {
  WorldDirectory directory();

  /** Makes the files of a new, empty server. */
  void initialise(RegionNode node, Map<String, String> parameters) throws IOException;

  /** Makes the files of a standby from those of its running primary, in place of any it had. */
  void copy(
      RegionNode primary, Connection onPrimary, RegionNode standby, String primaryConnectionInfo)
      throws IOException, SQLException;

  /** Starts the server and waits until it accepts connections. */
  RunningServer start(RegionNode node) throws IOException;
}
