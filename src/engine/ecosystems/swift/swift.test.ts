import { describe, expect, it } from 'vitest';
import { swift } from './swift.ts';

describe('swift', () => {
  it.each([
    ['an address', 'https://github.com/apple/swift-nio.git', 'github.com/apple/swift-nio'],
    ['capitals', 'github.com/Alamofire/Alamofire', 'github.com/alamofire/alamofire'],
    ['a plain name', 'github.com/vapor/vapor', 'github.com/vapor/vapor'],
  ])('%s: %s is looked up as %s', (_about, name, normal) => {
    expect(swift.normaliseName(name)).toBe(normal);
  });
});
