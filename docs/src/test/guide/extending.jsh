//// after final class MemoryDiscovery implements Discovery {
assertThat(who).isEqualTo("the other one");
assertThat(hub).hasSize(2);

//// after Requester orders = asking.requester("orders", o -> o.loadBalancer((request, endpoints, now) -> {
assertThat(first).isEqualTo("the other one");
asking.close();
answering.close();
assertThat(hub).isEmpty();
