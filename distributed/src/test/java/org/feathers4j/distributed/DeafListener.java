package org.feathers4j.distributed;

/** Listens to nothing. */
class DeafListener implements MeshListener {
    @Override
    public void onJoined(Peer peer) {}

    @Override
    public void onLeft(Peer peer) {}

    @Override
    public void onLinked(Peer peer) {}

    @Override
    public void onUnlinked(Peer peer) {}

    @Override
    public void onService(ServiceDescriptor service) {}

    @Override
    public void onServiceRemoved(ServiceDescriptor service) {}

    @Override
    public void onEvent(MeshEvent event) {}

    @Override
    public void onRequest(IncomingRequest request) {}
}
