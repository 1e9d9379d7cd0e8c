//// before var app = Application.create();
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.CopyOnWriteArrayList;
import org.feathers4j.testrules.Eventually;
import org.subethamail.smtp.server.SMTPServer;
String secret = "0123456789012345678901234567890123456789";
var mails = new CopyOnWriteArrayList<String>();
var smtp = SMTPServer.port(0).bindAddress(InetAddress.getLoopbackAddress())
        .messageHandler((context, from, to, data) -> mails.add(new String(data, StandardCharsets.UTF_8)))
        .build();
smtp.start();
System.setProperty("smtp.port", String.valueOf(smtp.getPortAllocated()));

//// after var app = Application.create();
Params client = Params.of(Map.of("provider", "rest"));
app.service("users").create(Map.of("email", "ann@example.com", "password", "first"), client);
Eventually.await(Patience.ofSeconds(60), "the mail", () -> mails.size() == 1);
String welcome = mails.getFirst();
assertThat(welcome).contains("To: ann@example.com");
String token = welcome.substring(welcome.indexOf("verify#") + 7).strip();
app.service("authManagement").create(Map.of("action", "verifySignupLong", "value", token), client);
assertThat(((Map<?, ?>) app.service("users").get(1)).get("isVerified")).isEqualTo(true);
Eventually.await(Patience.ofSeconds(60), "the mail", () -> mails.size() == 2);

//// after app.service("authManagement").create(Map.of("action", "sendResetPwd", "value", Map.of("email", "ann@example.com")));   // {}
Eventually.await(Patience.ofSeconds(60), "the mail", () -> mails.size() == 3);
assertThat(mails.getLast()).contains("/reset#");
app.close();
smtp.stop();
System.clearProperty("smtp.port");
