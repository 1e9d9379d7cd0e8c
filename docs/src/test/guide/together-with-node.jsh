//// before var shop = Application.create();
String broadcast = "127.255.255.255";
var node = Application.create();
node.configure(Distribution.create(o -> o.key("tips").services("tips").cote(Map.of("broadcast", broadcast))));
node.use("tips", Service.get((id, params) -> Map.of("id", id.value(), "text", "Start one more replica")));
node.setup();

//// after var shop = Application.create();
assertThat(tip).isEqualTo(Map.of("id", "today", "text", "Start one more replica"));
assertThat(mesh.owners("tips")).extracting(Peer::key).containsExactly("tips");
node.close();
