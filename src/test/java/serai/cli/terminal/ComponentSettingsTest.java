package serai.cli.terminal;

import org.apache.camel.CamelContext;
import org.apache.camel.component.direct.DirectComponent;
import org.apache.camel.impl.DefaultCamelContext;
import org.junit.jupiter.api.Test;
import serai.settings.InvalidSettingException;

import java.util.ArrayList;
import java.util.List;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** Camel's settings of components and beans hold where routes are checked, explained or tested, as in a run. */
class ComponentSettingsTest {

    @Test
    void setsOptionsOfComponentsInEitherSpelling() {
        CamelContext context = ComponentSettings.appliedTo(context("camel.component.direct.block", "false",
                "camel.component.direct.lazy-start-producer", "true"));

        DirectComponent direct = context.getComponent("direct", DirectComponent.class);
        assertThat(direct.isBlock()).isFalse();
        assertThat(direct.isLazyStartProducer()).isTrue();
    }

    @Test
    void makesBeansWithTheirProperties() {
        CamelContext context = ComponentSettings.appliedTo(context("camel.beans.answers", "#class:java.util.ArrayList"));

        assertThat(context.getRegistry().lookupByName("answers")).isInstanceOf(ArrayList.class);
    }

    @Test
    void tellsWhatCannotBeUsedWithoutItsValue() {
        List<InvalidSettingException> problems = ComponentSettings.problems(context("camel.component.direct.blocks", "battery"));

        assertThat(problems).hasSize(1);
        assertThat(problems.get(0)).hasMessageStartingWith("camel.component.direct.blocks: there is no such option")
                .hasMessageNotContaining("battery");
        assertThatThrownBy(() -> ComponentSettings.appliedTo(context("camel.component.direct.blocks", "battery")))
                .isInstanceOf(InvalidSettingException.class);
    }

    private static CamelContext context(String... settings) {
        CamelContext context = new DefaultCamelContext();
        for (int i = 0; i < settings.length; i += 2) {
            context.getPropertiesComponent().addInitialProperty(settings[i], settings[i + 1]);
        }
        context.build();
        return context;
    }
}
