/** What is missing of a design, in the words of the form; everything else the server knows better. */
import type { CertificateTypeDefinition } from '../server-answers/certificate-types.ts';
import type { Errors } from '../step-form/schema.ts';

export function gapsInDesign({ type, name, code, number, fields }: CertificateTypeDefinition): Errors {
  return {
    ...(name.length < 2 && { '/name': '请填写“证照名称”，至少两个字。' }),
    ...(/^[a-z0-9][a-z0-9-]{0,63}$/.test(type)
      ? {}
      : { '/type': '请用小写字母、数字和短横线，以字母或者数字开头。' }),
    ...(code === '' && { '/code': '请填写“证照类型代码”。' }),
    ...(number === '' && { '/number': '请填写“编号规则”。' }),
    ...Object.fromEntries(
      fields.flatMap(({ title }, at) =>
        title.trim() === '' ? [[`/fields/${at}/title`, '请填写“栏目名称”。']] : [],
      ),
    ),
  };
}
