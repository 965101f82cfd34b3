import Type from 'typebox';
import { byImage } from './images.ts';
import { count, listOf, model, oneOf, pageOf, paging, ref, words } from './model.ts';
import { operation } from './operation.ts';
import { severityCounts } from './severity-counts.ts';

/** Where in an image a package was seen. */
export const packageLocation = model('PackageLocation', 'Where in an image a package was seen.', {
  path: Type.String({ description: 'File inside the image, without leading slash.' }),
  layerIndex: Type.Integer({ description: 'The layer that brought it, 0 is the lowest.' }),
});

/** A package as listings show it. */
export const imagePackage = model('ImagePackage', 'A package in an image.', {
  packageId: Type.String({ description: 'Identifies the package in this image: its purl.' }),
  type: Type.String({ description: 'purl type.' }),
  name: Type.String({ description: 'Name.' }),
  version: Type.String({ description: 'Version, as its package manager shows it.' }),
  purl: Type.String({ description: 'Package URL.' }),
  architecture: Type.Optional(Type.String({ description: 'Architecture.' })),
  sourceName: Type.Optional(Type.String({ description: 'Name of the source package.' })),
  sourceVersion: Type.Optional(Type.String({ description: 'Version of the source package.' })),
  licenses: words('Licences, as its package manager names them.'),
  owner: Type.Optional(
    Type.String({
      description:
        'purl of the system package that it is part of, whose advisories answer for it: it has no findings of its own.',
    }),
  ),
  locations: listOf(packageLocation, 'Where it was seen.'),
  layerIndex: Type.Integer({ description: 'The layer that brought it, 0 is the lowest.' }),
  severityCounts: ref(severityCounts),
  findings: count('All its findings.'),
  fixable: count('Its findings with a fixed version.'),
  exploitable: count('Its exploitable findings.'),
  knownExploited: count("Its findings in CISA's catalogue of known exploited vulnerabilities."),
});

const imagePackagePage = pageOf('ImagePackagePage', imagePackage);

export const packageModels = [packageLocation, imagePackage, imagePackagePage];

/** The packages of an image. */
export const packageOperations = {
  listImagePackages: operation('GET', '/images/:imageId/packages', {
    operationId: 'listImagePackages',
    summary: 'The packages of an image; most vulnerable first.',
    tags: ['images'],
    params: byImage,
    querystring: Type.Object({
      ...paging,
      q: Type.Optional(Type.String({ maxLength: 200, description: 'To be found in name, source name or version.' })),
      type: Type.Optional(Type.String({ maxLength: 50, description: 'Only packages of this purl type.' })),
      severity: Type.Optional(
        oneOf(['critical', 'high', 'medium', 'low'], 'Only packages with a finding at least as bad.'),
      ),
      vulnerable: Type.Optional(Type.Boolean({ description: 'Only packages with a finding.' })),
      exploitable: Type.Optional(Type.Boolean({ description: 'Only packages with an exploitable finding.' })),
      license: Type.Optional(Type.String({ maxLength: 255, description: 'Only packages of this licence.' })),
      layer: Type.Optional(
        Type.Integer({ minimum: 0, maximum: 10_000, description: 'Only packages that this layer brought.' }),
      ),
      origin: Type.Optional(
        oneOf(['base', 'application'], 'Only packages that the base image brought, or only all others.'),
      ),
      sort: Type.Optional(oneOf(['worst', 'name'], 'Order.', { default: 'worst' })),
    }),
    response: { 200: ref(imagePackagePage) },
  }),
};
