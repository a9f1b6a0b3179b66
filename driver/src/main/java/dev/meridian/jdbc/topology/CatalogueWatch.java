package dev.meridian.jdbc.topology;

/** Placeholder until the readers are merged. */
public final class CatalogueWatch implements AutoCloseable {
  private volatile Catalogues current = Catalogues.UNREAD;

  public CatalogueWatch(TopologyMonitor monitor, NodeConnector connector) {}

  public void start() {}

  public void awaitFirst(long nanos) throws InterruptedException {}

  public Catalogues current() {
    return current;
  }

  public void expire() {
    current = Catalogues.UNREAD;
  }

  @Override
  public void close() {}
}
