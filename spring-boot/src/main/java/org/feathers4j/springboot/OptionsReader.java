package org.feathers4j.springboot;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.function.Consumer;

import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.BeanFactory;
import org.springframework.boot.context.properties.bind.BindResult;
import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.core.ResolvableType;
import org.springframework.core.env.Environment;

/** Sets the options of a builder from properties, and then from the beans that customize them. */
final class OptionsReader {
    private final Binder binder;
    private final BeanFactory beans;

    OptionsReader(Environment environment, BeanFactory beans) {
        this.binder = Binder.get(environment);
        this.beans = beans;
    }

    /**
     * Sets what the properties and the customizers say.
     *
     * @param prefix of the properties, for instance {@code feathers.server}
     * @param type of the builder
     * @param except methods that are not read, because the properties have other names for them
     * @throws IllegalArgumentException when the builder does not take a value; names the property
     */
    <B> Consumer<B> read(String prefix, Class<B> type, String... except) {
        List<Consumer<Object>> setters = setters(prefix, type, Set.of(except));
        return builder -> {
            setters.forEach(each -> each.accept(builder));
            beans.<OptionsCustomizer<B>>getBeanProvider(
                            ResolvableType.forClassWithGenerics(OptionsCustomizer.class, type))
                    .orderedStream()
                    .forEach(each -> each.customize(builder));
        };
    }

    private List<Consumer<Object>> setters(String prefix, Class<?> builder, Set<String> except) {
        var setters = new ArrayList<Consumer<Object>>();
        for (Option option : Option.of(builder)) {
            if (except.contains(option.method().getName())) continue;
            Consumer<Object> setter = setter(prefix, option);
            if (setter != null) setters.add(setter);
        }
        return setters;
    }

    /** Null when the properties say nothing. */
    private @Nullable Consumer<Object> setter(String prefix, Option option) {
        String name = prefix + "." + option.name();
        return switch (option) {
            case Option.Value value -> {
                BindResult<Object> bound = bind(name, value.method(), 0);
                yield bound.isBound() ? call(name, value.method(), bound.get()) : null;
            }
            case Option.Values values -> values(prefix, name, values);
            case Option.Group group -> {
                List<Consumer<Object>> nested = setters(name, group.builder(), Set.of());
                Consumer<Object> change = builder -> nested.forEach(each -> each.accept(builder));
                yield nested.isEmpty() ? null : call(name, group.method(), change);
            }
        };
    }

    private @Nullable Consumer<Object> values(String prefix, String name, Option.Values values) {
        int count = values.method().getParameterCount();
        var arguments = new Object[count];
        var missing = new ArrayList<String>();
        for (int i = 0; i < count; i++) {
            String each = prefix + "." + values.name(i);
            BindResult<Object> bound = bind(each, values.method(), i);
            if (bound.isBound()) arguments[i] = bound.get();
            else missing.add(each);
        }
        if (missing.size() == count) return null;
        if (!missing.isEmpty())
            throw new IllegalArgumentException("%s needs %s, too".formatted(name, String.join(", ", missing)));
        return call(name, values.method(), arguments);
    }

    private BindResult<Object> bind(String name, Method method, int parameter) {
        return binder.bind(name, Bindable.of(ResolvableType.forType(method.getGenericParameterTypes()[parameter])));
    }

    private static Consumer<Object> call(String name, Method method, Object... arguments) {
        return builder -> {
            try {
                method.setAccessible(true); // some builders have methods of a class that is not public
                method.invoke(builder, arguments);
            } catch (InvocationTargetException e) {
                Throwable refused = Objects.requireNonNullElse(e.getCause(), e);
                throw new IllegalArgumentException("%s: %s".formatted(name, refused.getMessage()), refused);
            } catch (IllegalAccessException e) {
                throw new IllegalStateException(e);
            }
        };
    }
}
