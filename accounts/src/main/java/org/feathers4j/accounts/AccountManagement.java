package org.feathers4j.accounts;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.function.Consumer;

import org.feathers4j.Application;
import org.feathers4j.FeathersException;
import org.feathers4j.Hook;
import org.feathers4j.HookContext;
import org.feathers4j.LifeCycle;
import org.feathers4j.Params;
import org.feathers4j.Service;
import org.feathers4j.hooks.BeforeHook;
import org.jspecify.annotations.Nullable;

/**
 * A service that verifies addresses of users and changes their passwords: {@code create({action, value, notifierOptions})} with the actions of
 * feathers-authentication-management.
 *
 * <pre>{@code
 * var accounts = AccountManagement.create(app, o -> o.notifier(notice -> mail(notice)));
 * app.use("authManagement", accounts);
 * app.service("users").hooks(h -> h.around(accounts.addVerification()).before(hashPassword("password")).after(protect("password")));
 * }</pre>
 *
 * <p>Users have tokens, of which only keyed hashes are stored; each token can be used once and expires. Answers do not tell who has an account. It needs the
 * {@code AuthenticationService} of the application with its strategy {@code local}, and the service of the users in the same application; that one must apply the query
 * of a {@code patch} in one step, as those over memory and SQL do. Safe for all threads.
 */
public final class AccountManagement implements Service.Creates {
    private static final int MOST_TRIES = 10;
    private static final Duration PARTING = Duration.ofSeconds(10);
    /** The last calls may have taken all of it. */
    private static final Duration LEAST_PARTING = Duration.ofSeconds(1);

    private final AccountOptions options;
    private final Users users;
    private final Tokens tokens;
    private final RateLimits limits;
    private final Notices notices;

    private AccountManagement(Application app, AccountOptions options) {
        this.options = options;
        this.users = new Users(app, options.service());
        this.tokens = new Tokens(app, options);
        this.limits = new RateLimits(options.clock(), options.window());
        this.notices = new Notices(options.notifier(), users);
        app.lifeCycle(new LifeCycle() {
            @Override
            public void closed(Application closed) {
                notices.finish(Duration.ZERO); // where the hook is used and the service is not registered
            }
        });
    }

    /**
     * The service, still to be registered, and the source of its hooks.
     *
     * @throws IllegalArgumentException when an option makes no sense; the message names it
     */
    public static AccountManagement create(Application app, Consumer<AccountOptions.Builder> options) {
        return new AccountManagement(app, AccountOptions.of(options));
    }

    /**
     * A hook to be registered around all methods of the service of the users. New users are not verified, unless the application itself creates them with
     * {@code isVerified: true}, and get a notice {@code sendVerifySignup}. Clients neither see nor set the tokens and times of accounts and cannot query them; they cannot
     * set {@code isVerified}, nor change identity fields and the password other than by the actions. They cannot {@code update} users: MethodNotAllowed.
     */
    public Hook.Around addVerification() {
        return new VerificationHook(options, users, tokens, notices);
    }

    /** A hook after {@code authenticate} that refuses users whose address is not verified, with BadRequest as in the original. Calls inside the application pass. */
    public static BeforeHook isVerified() {
        return context -> {
            if (context.params().isExternal()
                    && !Boolean.TRUE.equals(
                            Request.object(context.params().get("user")).get(AccountFields.VERIFIED)))
                throw FeathersException.badRequest("User's email is not yet verified.");
        };
    }

    /**
     * Does an action.
     *
     * @return the user as clients see it; for {@code sendResetPwd} and {@code resendVerifySignup} an empty object unless accounts are revealed, for {@code checkUnique} nothing
     * @throws FeathersException BadRequest as in the original; TooManyRequests, Unavailable; MethodNotAllowed for {@code checkUnique} of clients unless accounts are revealed
     */
    @Override
    public @Nullable Object create(@Nullable Object data, Params params) {
        if (params.ip() != null) limits.count("address " + params.ip(), options.perAddress());
        Request request = Request.of(data, options);
        return switch (request.action()) {
            case "checkUnique" -> checkUnique(request, params);
            case "resendVerifySignup" -> send(request, Purpose.VERIFY);
            case "sendResetPwd" -> send(request, Purpose.RESET);
            case "verifySignupLong" -> verified(request, byLong(Purpose.VERIFY, request.text()), null);
            case "verifySignupShort" -> verified(request, byShort(request, Purpose.VERIFY), null);
            case "verifySignupSetPasswordLong" -> {
                String password = request.text("password");
                yield verified(request, byLong(Purpose.VERIFY, request.text("token")), password);
            }
            case "verifySignupSetPasswordShort" -> {
                String password = request.text("password");
                yield verified(request, byShort(request, Purpose.VERIFY), password);
            }
            case "resetPwdLong" -> {
                String password = request.text("password");
                yield reset(request, byLong(Purpose.RESET, request.text("token")), password);
            }
            case "resetPwdShort" -> {
                String password = request.text("password");
                yield reset(request, byShort(request, Purpose.RESET), password);
            }
            case "passwordChange" -> passwordChange(request);
            case "identityChange" -> identityChange(request);
            default -> throw request.unknownAction();
        };
    }

    private @Nullable Object checkUnique(Request request, Params params) {
        if (params.isExternal() && !options.revealsAccounts())
            throw FeathersException.methodNotAllowed("checkUnique tells who has an account");
        var taken = new TreeMap<String, Object>();
        request.identity().forEach((field, value) -> {
            String wanted = String.valueOf(value).strip();
            if (users.isTaken(field, wanted, request.data().get("ownId"))) taken.put(field, "Already taken.");
        });
        if (!taken.isEmpty())
            throw FeathersException.badRequest("Values already taken.").withErrors(taken);
        return null;
    }

    @Override
    public void setup(Application app, String path) {
        notices.start();
    }

    /** Sends the notices that are waiting, those of the last calls too: for the rest of 10 seconds since the application began to close, and at least one. */
    @Override
    public void teardown(Application app, String path) {
        Duration left = app.remaining(PARTING);
        notices.finish(left.compareTo(LEAST_PARTING) < 0 ? LEAST_PARTING : left);
    }

    // notices with tokens

    private Object send(Request request, Purpose purpose) {
        Map<String, @Nullable Object> identity = request.identity();
        countAccount("notice", identity);
        if (options.revealsAccounts()) return sent(request, identity, purpose);
        // not before the answer: a mail takes time, which would tell that there is somebody to send it to
        if (!notices.later(() -> sent(request, identity, purpose)))
            throw FeathersException.unavailable("Too many notices are waiting: try again later");
        return Map.of();
    }

    private Object sent(Request request, Map<String, @Nullable Object> identity, Purpose purpose) {
        Map<String, @Nullable Object> user = known(users.one(identity));
        countUser("notice", user);
        boolean isVerified = Boolean.TRUE.equals(user.get(AccountFields.VERIFIED));
        if (purpose == Purpose.VERIFY && isVerified) throw refused("User is already verified.", "isNotVerified");
        if (purpose == Purpose.RESET && !isVerified && !options.resetsUnverified())
            throw refused("User is not verified.", "isVerified");
        Tokens.Made made = tokens.make(purpose);
        var patch = new LinkedHashMap<>(made.fields());
        // these tokens go to the present address: they must not confirm another one
        if (purpose == Purpose.VERIFY) patch.put(AccountFields.CHANGES, null);
        HookContext call = changed(users.patch(user, patch, addresses(user)));
        notices.send(notices.of(request.action(), user, made, Map.of(), request.notifierOptions()));
        return users.shown(call);
    }

    /** The identity of a user as it was read: tokens must not be mailed to an address that the user has left since. */
    private Map<String, @Nullable Object> addresses(Map<String, @Nullable Object> user) {
        var addresses = new LinkedHashMap<String, @Nullable Object>();
        for (String field : options.identityFields())
            if (user.get(field) != null) addresses.put(field, user.get(field));
        return addresses;
    }

    private static Map<String, @Nullable Object> known(@Nullable Map<String, @Nullable Object> user) {
        if (user == null) throw refused("User not found.", "badParams");
        return user;
    }

    private static FeathersException refused(String message, String className) {
        return FeathersException.badRequest("%s", message).withErrors(Map.of("$className", className));
    }

    // users by their tokens

    private Map<String, @Nullable Object> byLong(Purpose purpose, String token) {
        String hash = tokens.hash(purpose, token);
        Map<String, @Nullable Object> user = users.one(Map.of(purpose.token(), hash));
        if (user == null || !Tokens.areEqual(hash, user.get(purpose.token()))) throw purpose.isInvalid();
        if (tokens.isExpired(purpose, user)) throw purpose.hasExpired();
        return user;
    }

    private Map<String, @Nullable Object> byShort(Request request, Purpose purpose) {
        String token = request.text("token");
        Map<String, @Nullable Object> identity = request.identity("user");
        countAccount("attempt", identity);
        Map<String, @Nullable Object> user = users.one(identity);
        if (user == null) throw purpose.isInvalid();
        countAttempt(user, purpose.isInvalid());
        Map<String, @Nullable Object> tried = tried(user, purpose);
        if (!tokens.isShort(purpose, token, tried.get(purpose.shortToken()))) throw purpose.isInvalid();
        if (tokens.isExpired(purpose, tried)) throw purpose.hasExpired();
        return tried;
    }

    /** Takes one of the attempts before the token is compared, so that many at once get no more of them. */
    private Map<String, @Nullable Object> tried(Map<String, @Nullable Object> user, Purpose purpose) {
        Map<String, @Nullable Object> present = user;
        for (int i = 0; i < MOST_TRIES; i++) {
            Object stored = present.get(purpose.shortToken());
            if (stored == null || !(present.get(purpose.attempts()) instanceof Number left) || left.intValue() < 1)
                throw purpose.isInvalid();
            var expected = new LinkedHashMap<String, @Nullable Object>();
            expected.put(purpose.shortToken(), stored);
            expected.put(purpose.attempts(), left);
            if (users.patch(present, Map.of(purpose.attempts(), left.intValue() - 1), expected) != null) return present;
            present = Objects.requireNonNullElse(
                    users.one(Map.of(users.idField(), users.id(user).value())), Map.of());
        }
        throw FeathersException.unavailable("Too many requests for one account at once");
    }

    // what tokens and passwords are good for

    private Object verified(Request request, Map<String, @Nullable Object> user, @Nullable String password) {
        Map<String, @Nullable Object> changes = Request.object(user.get(AccountFields.CHANGES));
        if (Boolean.TRUE.equals(user.get(AccountFields.VERIFIED)) && changes.isEmpty())
            throw refused("User is already verified & not awaiting changes.", "nothingToVerify");
        var patch = new LinkedHashMap<>(changes);
        if (password != null) patch.putAll(newPassword(user, password));
        patch.putAll(Tokens.none(Purpose.VERIFY));
        patch.put(AccountFields.VERIFIED, true);
        patch.put(AccountFields.CHANGES, null);
        return used(
                request, user, patch, Purpose.VERIFY, password == null ? "verifySignup" : "verifySignupSetPassword");
    }

    private Object reset(Request request, Map<String, @Nullable Object> user, String password) {
        if (!Boolean.TRUE.equals(user.get(AccountFields.VERIFIED)) && !options.resetsUnverified())
            throw refused("User is not verified.", "isVerified");
        return used(request, user, newPassword(user, password), Purpose.RESET, "resetPwd");
    }

    private Object used(
            Request request,
            Map<String, @Nullable Object> user,
            Map<String, @Nullable Object> patch,
            Purpose purpose,
            String notice) {
        var expected = new LinkedHashMap<String, @Nullable Object>();
        expected.put(purpose.token(), user.get(purpose.token()));
        HookContext call = users.patch(user, patch, expected);
        if (call == null) throw purpose.isInvalid(); // another request was faster
        return done(request, notice, call);
    }

    /**
     * A new password ends all tokens sent before, and a change of address that began with the old password. Hashing takes long enough for such a change to begin after the user was read, so what ends does
     * not depend on the record. Only the tokens of a pending sign-up stay, as they were read.
     */
    private Map<String, @Nullable Object> newPassword(Map<String, @Nullable Object> user, String password) {
        var patch = new LinkedHashMap<String, @Nullable Object>(Tokens.none(Purpose.RESET));
        boolean isPending = !Boolean.TRUE.equals(user.get(AccountFields.VERIFIED))
                && Request.object(user.get(AccountFields.CHANGES)).isEmpty();
        patch.putAll(isPending ? Tokens.as(user, Purpose.VERIFY) : Tokens.none(Purpose.VERIFY));
        patch.put(AccountFields.CHANGES, null);
        patch.put(users.local().passwordField(), users.local().hashPassword(password));
        patch.put(AccountFields.PASSWORD_CHANGED, tokens.now());
        return patch;
    }

    private Object passwordChange(Request request) {
        String old = request.text("oldPassword");
        String password = request.text("password");
        FeathersException wrong = FeathersException.badRequest("Current password is incorrect.")
                .withErrors(Map.of("oldPassword", "Current password is incorrect."));
        Map<String, @Nullable Object> user = withPassword(request, old, wrong);
        return done(request, request.action(), proven(user, newPassword(user, password), wrong));
    }

    private Object identityChange(Request request) {
        String field = users.local().passwordField();
        FeathersException wrong = FeathersException.badRequest("Password is incorrect.")
                .withErrors(Map.of(field, "Password is incorrect.", "$className", "badParams"));
        Map<String, @Nullable Object> changes = request.identity("changes");
        Map<String, @Nullable Object> user = withPassword(request, request.text("password"), wrong);
        countAccount("notice", request.identity("user"));
        countUser("notice", user);
        Tokens.Made made = tokens.make(Purpose.VERIFY);
        var patch = new LinkedHashMap<>(made.fields());
        patch.put(AccountFields.CHANGES, changes);
        HookContext call = proven(user, patch, wrong);
        notices.sendLater(notices.of(request.action(), user, made, changes, request.notifierOptions()));
        return users.shown(call);
    }

    private Map<String, @Nullable Object> withPassword(Request request, String password, FeathersException wrong) {
        Map<String, @Nullable Object> identity = request.identity("user");
        countAccount("attempt", identity);
        Map<String, @Nullable Object> user = users.one(identity);
        boolean isRight = users.local().verifies(user, password); // takes the same time without a user
        if (user == null) throw wrong;
        countAttempt(user, wrong);
        if (!isRight) throw wrong;
        return user;
    }

    /** Changes a user whose password is still the one that was compared. */
    private HookContext proven(
            Map<String, @Nullable Object> user, Map<String, @Nullable Object> patch, FeathersException wrong) {
        String field = users.local().passwordField();
        var expected = new LinkedHashMap<String, @Nullable Object>();
        expected.put(field, user.get(field));
        HookContext call = users.patch(user, patch, expected);
        if (call == null) throw wrong;
        return call;
    }

    private static HookContext changed(@Nullable HookContext call) {
        if (call == null) throw refused("User not found.", "badParams");
        return call;
    }

    private Object done(Request request, String notice, HookContext call) {
        Map<String, @Nullable Object> user = Request.object(call.result());
        notices.sendLater(notices.of(notice, user, null, Map.of(), request.notifierOptions()));
        return users.shown(call);
    }

    private void countAccount(String what, Map<String, @Nullable Object> identity) {
        var normalized = new TreeMap<String, String>();
        identity.forEach((field, value) ->
                normalized.put(field, String.valueOf(value).strip().toLowerCase(Locale.ROOT)));
        limits.count(tokens.key(what + " " + normalized), options.perAccount());
    }

    /** Counts for a user who is known by now, since requests can name one user in several ways. */
    private void countUser(String what, Map<String, @Nullable Object> user) {
        limits.count(tokens.key(what + " user " + users.id(user).text()), options.perAccount());
    }

    /** The same with the answer that a request for an unknown user gets: another one would tell that there is such a user. */
    private void countAttempt(Map<String, @Nullable Object> user, FeathersException unknown) {
        try {
            countUser("attempt", user);
        } catch (FeathersException e) {
            throw options.revealsAccounts() ? e : unknown;
        }
    }
}
