import { isRecord, type Json } from '#core/json.ts';
import { imagePropertyNames } from '../properties/image-properties.ts';
import { fieldsOfProperties } from '../properties/package-properties.ts';
import { byName, type Property, parseNestedJson } from '../properties/property.ts';
import type { SbomComponent, SbomDocument } from './sbom-document.ts';

/** Tools whose properties say something that is used; those of all others are passed over. */
const knownPrefixes = ['syft:', 'aquasecurity:trivy:'];

/** Puts a component together; what the properties of our own say is told apart from those of others. */
export function componentOf(
  component: Omit<SbomComponent, 'properties' | 'own'>,
  properties: readonly Property[],
): SbomComponent {
  const own = fieldsOfProperties(byName(properties));
  const known = byName(properties.filter(({ name }) => knownPrefixes.some((prefix) => name.startsWith(prefix))));
  return {
    ...component,
    properties: Object.fromEntries(known),
    ...(own !== undefined && { own: own as { readonly [field: string]: Json } }),
  };
}

/** What the properties of image and distro say, where Plimsoll wrote them. */
export function ownFacts(properties: readonly Property[]): Pick<SbomDocument, 'own'> {
  const valuesOf = (wanted: string) =>
    properties
      .filter(({ name }) => name === wanted)
      .flatMap(({ value }) => (parseNestedJson(value) as Json | undefined) ?? []);
  const [image] = valuesOf(imagePropertyNames.image);
  const [distro] = valuesOf(imagePropertyNames.distro);
  const layers = valuesOf(imagePropertyNames.layer);
  if (image === undefined && distro === undefined) return {};
  return { own: { ...(image !== undefined && { image }), ...(distro !== undefined && { distro }), layers } };
}

/** Reads `[{ name, value }]`. */
export function propertiesOf(value: unknown): readonly Property[] {
  if (!Array.isArray(value)) return [];
  return value.flatMap((one: unknown) =>
    isRecord(one) && typeof one.name === 'string' && typeof one.value === 'string'
      ? [{ name: one.name, value: one.value }]
      : [],
  );
}
