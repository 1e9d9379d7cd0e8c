package org.feathers4j.json;

import java.lang.annotation.Annotation;
import java.lang.reflect.AnnotatedTypeVariable;
import java.lang.reflect.RecordComponent;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;
import java.util.stream.Stream;

import com.fasterxml.jackson.annotation.JsonSetter;
import com.fasterxml.jackson.annotation.Nulls;
import tools.jackson.databind.cfg.MapperConfig;
import tools.jackson.databind.introspect.Annotated;
import tools.jackson.databind.introspect.AnnotatedParameter;
import tools.jackson.databind.introspect.NopAnnotationIntrospector;

/** Tells Jackson which components of a record must be there: those that are not {@code @Nullable}. */
final class RequiredComponents extends NopAnnotationIntrospector {
    private static final long serialVersionUID = 1L;

    private static final Set<Class<?>> OPTIONAL =
            Set.of(Optional.class, OptionalInt.class, OptionalLong.class, OptionalDouble.class);

    @Override
    public JsonSetter.Value findSetterInfo(MapperConfig<?> config, Annotated annotated) {
        boolean required = annotated instanceof AnnotatedParameter parameter && isRequired(parameter);
        return required ? JsonSetter.Value.forValueNulls(Nulls.FAIL) : JsonSetter.Value.empty();
    }

    private static boolean isRequired(AnnotatedParameter parameter) {
        RecordComponent[] components = parameter.getOwner().getDeclaringClass().getRecordComponents();
        // another constructor may require other components
        if (components == null || parameter.getOwner().getParameterCount() != components.length) return false;
        RecordComponent component = components[parameter.getIndex()];
        return !OPTIONAL.contains(component.getType())
                && !(component.getAnnotatedType() instanceof AnnotatedTypeVariable)
                && !isNullable(component);
    }

    /** By its name: several annotations have that name, all with this meaning. */
    private static boolean isNullable(RecordComponent component) {
        Annotation[] ofType = component.getAnnotatedType().getAnnotations();
        return Stream.of(
                        ofType,
                        component.getAnnotations(),
                        component.getAccessor().getAnnotations())
                .flatMap(Stream::of)
                .anyMatch(annotation ->
                        annotation.annotationType().getSimpleName().equals("Nullable"));
    }
}
