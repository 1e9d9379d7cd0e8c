//// after var cote = Cote.create(o -> o.broadcast("127.255.255.255"));   // stay on this machine while you try
assertThat(((Number) dollars).doubleValue()).isCloseTo(110.0, within(0.001));

//// after cote.responder("archive", o -> o.key("shelves").subset("old")).on("find", request -> List.of("a very old book"));
assertThat(books).isEqualTo(List.of("a very old book"));

//// after Publisher rates = cote.publisher("rate publisher", o -> o.namespace("rates").broadcasts("changed.usd", "changed.gbp"));
Eventually.await(Patience.ofSeconds(20), "the subscriber", () -> rates.subscribers() == 1);

//// after rates.publish("changed.usd", Map.of("rate", 1.1));
Eventually.await(Patience.ofSeconds(20), "the event", () -> heard.size() == 2);
assertThat(heard).containsExactly("usd {rate=1.1}", "any usd");

//// after Monitor monitor = cote.monitor("monitor");
Eventually.await(Patience.ofSeconds(20), "everybody", () -> monitor.table().contains("currency responder"));

//// after cote.responder("prices", o -> o.namespace("shop").respondsTo("price")).on("price", request -> 12);
assertThat(app.port()).isPositive();
sockend.close();
app.close();
